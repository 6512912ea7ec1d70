package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Multistep sampling of a consistency model (Song et al. 2023, algorithm 1): the estimate is the
 * picture; to go on, new noise is put on it, {@code x' = D + sqrt(sigma'^2 - floor^2) z}. Latent
 * consistency models are sampled so with floor 0. One call of the denoiser a step.
 *
 * @param floor the least level that the model was trained at: its estimates have that much noise
 *     left; 0 or more
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 */
public record Consistency(double floor, double noiseScale) implements SingleStep {
  /** Checks the numbers. */
  public Consistency {
    if (!(floor >= 0 && floor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the floor is sigma " + floor + "; it is 0 or the least level of training");
    }
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    double deviation = noiseScale * Math.sqrt(Math.max(0, to * to - floor * floor));
    return new Stepper.Moved(SamplingLoop.addNoise(denoised, deviation, task.noise()), denoised);
  }
}
