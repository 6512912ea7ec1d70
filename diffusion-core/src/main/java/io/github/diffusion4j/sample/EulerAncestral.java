package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Euler's step to a level below the next, and new noise up to it. First order, one call of the
 * denoiser a step. It is DDIM of that eta, with noise that can be scaled.
 *
 * @param eta 0 is {@link Euler}, 1 is ancestral sampling with the posterior's variance
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 */
public record EulerAncestral(double eta, double noiseScale) implements SingleStep {
  /** Checks the numbers. */
  public EulerAncestral {
    AncestralSplit.checkEta(eta);
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  /** Makes one with unscaled noise. */
  public EulerAncestral(double eta) {
    this(eta, 1);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    AncestralSplit split = AncestralSplit.of(from, to, eta);
    Tensor down = SamplingLoop.keepNoise(split.down() / from, x, denoised);
    return new Stepper.Moved(
        SamplingLoop.addNoise(down, noiseScale * split.up(), task.noise()), denoised);
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }
}
