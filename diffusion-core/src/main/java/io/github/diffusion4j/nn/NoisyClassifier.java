package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/** Says of noisy pictures which class they show. It knows nothing of diffusion. */
@FunctionalInterface
public interface NoisyClassifier {
  /**
   * Runs it.
   *
   * @param x {@code [N, C, H, W]}, already scaled to about unit variance
   * @param noiseConditions one number per picture that says how noisy it is, in whatever unit the
   *     classifier was trained with
   * @return the logits {@code [N, classes]}
   */
  Tensor forward(Tensor x, double[] noiseConditions);
}
