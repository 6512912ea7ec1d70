package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Follows the probability-flow differential equation in {@code ln sigma}, {@code dx / d ln sigma =
 * x - D(x; sigma)}, by the classic method of Runge and Kutta: fourth order, four calls of the
 * denoiser a step. The last step, to level 0, returns the estimate.
 */
public record RungeKutta() implements SingleStep {
  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    if (to == 0) {
      return new Stepper.Moved(denoised, denoised);
    }
    double step = Math.log(to / from);
    double middle = Math.sqrt(from * to);
    Tensor first = x.subtract(denoised);
    Tensor second = slope(task, x.add(first.multiply(step / 2)), middle);
    Tensor third = slope(task, x.add(second.multiply(step / 2)), middle);
    Tensor fourth = slope(task, x.add(third.multiply(step)), to);
    Tensor sum = first.add(fourth).add(second.add(third).multiply(2));
    return new Stepper.Moved(x.add(sum.multiply(step / 6)), denoised);
  }

  private static Tensor slope(SamplingTask task, Tensor x, double sigma) {
    return x.subtract(task.denoiser().denoise(x, sigma));
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
