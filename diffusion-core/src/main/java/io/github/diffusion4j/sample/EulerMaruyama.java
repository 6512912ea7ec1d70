package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.ContinuousProcess;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Follows the reverse stochastic differential equation {@code dy = (f y - g^2 score) dt + g dw} of
 * a process by the method of Euler and Maruyama, in the process's own time and state (Song et al.
 * 2021, equation 6).
 *
 * <p>With {@code y = scale x} the score is {@code (D - x) / (scale sigma^2)}. The last step, to
 * level 0, returns the estimate: the noise-free mean, and the variance exploding process has no
 * time for that level.
 *
 * @param process whose equation it is
 */
public record EulerMaruyama(ContinuousProcess process) implements SingleStep {
  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    if (to == 0) {
      return new Stepper.Moved(denoised, denoised);
    }
    double time = process.time(from);
    double duration = time - process.time(to);
    double before = process.scale(from);
    double after = process.scale(to);
    double diffusion = process.diffusion(time);
    double kept = before * (1 - process.drift(time) * duration) / after;
    double pulled = duration * diffusion * diffusion / (from * from * before * after);
    Tensor mean = x.multiply(kept).add(denoised.subtract(x).multiply(pulled));
    double deviation = diffusion * Math.sqrt(duration) / after;
    return new Stepper.Moved(SamplingLoop.addNoise(mean, deviation, task.noise()), denoised);
  }
}
