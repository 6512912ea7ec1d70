package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;

/** Says what noisy pictures {@code x = x0 + sigma * noise} show. */
@FunctionalInterface
public interface PictureClassifier {
  /**
   * Classifies pictures.
   *
   * @param x noisy pictures, {@code [N, C, H, W]}
   * @param sigmas the noise level of each of the N pictures
   * @return {@code log p(class | x)} up to a number for each picture, {@code [N, classes]}; made of
   *     {@code x} by operations of its engine, so that gradients can be asked for
   */
  Tensor logits(Tensor x, double[] sigmas);
}
