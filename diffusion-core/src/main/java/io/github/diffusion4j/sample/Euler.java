package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Follows the probability-flow differential equation {@code dx/dsigma = (x - D(x; sigma)) / sigma}
 * by Euler's method: first order, one call of the denoiser a step.
 */
public record Euler() implements SingleStep {
  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    return new Stepper.Moved(SamplingLoop.keepNoise(to / from, x, denoised), denoised);
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
