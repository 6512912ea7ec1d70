package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Goes from noise to pictures, level by level. Implementations are immutable; what a run remembers
 * of its earlier steps is in its {@link Stepper}.
 */
public interface Sampler {
  /**
   * Prepares a run. What the stepper keeps between steps belongs to the scope that is open.
   *
   * @param task what is to be sampled
   */
  Stepper start(SamplingTask task);

  /**
   * Returns whether it follows the probability-flow differential equation without adding noise, so
   * that it can also be walked from a picture to its noise.
   */
  default boolean reversible() {
    return false;
  }

  /**
   * Samples a batch. Runs each step in an inference scope of its own; the result belongs to the
   * scope that was open at the call.
   *
   * @param denoiser estimates the pictures
   * @param sigmas two or more noise levels, strictly decreasing; the last may be 0
   * @param start the state at the first level, {@code [N, C, H, W]}: for pictures from nothing,
   *     noise of standard deviation {@code sigmas[0]} or a little more; it is not changed
   * @param noise where a stochastic sampler gets its noise
   * @param observer told of each step
   * @return the state at the last level, {@code [N, C, H, W]}
   * @throws IllegalArgumentException if the levels do not decrease
   */
  default Tensor sample(
      Denoiser denoiser,
      double[] sigmas,
      Tensor start,
      NoiseStreams noise,
      SamplingObserver observer) {
    SamplingTask task = new SamplingTask(denoiser, sigmas, start, noise);
    return sample(task, observer, Intervention.none());
  }

  /**
   * Samples a batch, changing the state between the steps.
   *
   * @param intervention changes the state after each step, as inpainting and steering do
   * @throws IllegalArgumentException if the levels do not decrease
   */
  default Tensor sample(SamplingTask task, SamplingObserver observer, Intervention intervention) {
    task.requireFalling();
    return SamplingLoop.run(this, task, observer, intervention);
  }

  /**
   * Samples a batch along levels that may also rise: there noise is added, as the forward process
   * would, and what was drawn is drawn anew from there.
   *
   * @throws IllegalArgumentException if a level is like the one before it
   */
  default Tensor sampleWithRises(
      SamplingTask task, SamplingObserver observer, Intervention intervention) {
    return SamplingLoop.runWithRises(this, task, observer, intervention);
  }

  /**
   * Walks the other way, from pictures to the noise that the same sampler would make them of (DDIM
   * inversion, Song et al. 2021, section 4.3).
   *
   * @param sigmas two or more noise levels, strictly increasing, the first above 0: at 0 there is
   *     no direction yet, so pictures are taken for those of the least level
   * @param start the pictures, {@code [N, C, H, W]}
   * @return the state at the last level, {@code [N, C, H, W]}
   * @throws IllegalArgumentException if the levels do not increase, or the sampler adds noise
   */
  default Tensor invert(
      Denoiser denoiser, double[] sigmas, Tensor start, SamplingObserver observer) {
    if (!reversible()) {
      throw new IllegalArgumentException(
          this
              + " adds noise and cannot be inverted; use one that adds none, such as ddim with eta"
              + " 0, euler or heun");
    }
    SamplingTask task = new SamplingTask(denoiser, sigmas, start, NoiseStreams.none());
    task.requireRising();
    return SamplingLoop.run(this, task, observer, Intervention.none());
  }
}
