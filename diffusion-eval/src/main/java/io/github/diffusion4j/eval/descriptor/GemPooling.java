package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Generalised mean pooling (Radenović et al. 2018, equation 3): {@code (mean max(x, least)^p)^(1 /
 * p)} over a channel's places. p = 1 is the mean, large p the maximum; copy detection takes 3.
 *
 * @param power p, above 0
 * @param least what smaller activations are raised to, above 0, such as 1e-6
 */
public record GemPooling(double power, double least) {

  /** SSCD's numbers: p = 3, least 1e-6. */
  public static GemPooling standard() {
    return new GemPooling(3, 1e-6);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if either is not above 0
   */
  public GemPooling {
    if (!(power > 0 && least > 0)) {
      throw new IllegalArgumentException(
          "pooling by power %s from %s; both are above 0, such as 3 and 1e-6"
              .formatted(power, least));
    }
  }

  /**
   * Pools; gradients flow.
   *
   * @param activations {@code [N, C, H, W]}
   * @return {@code [N, C]}
   * @throws ShapeException if the activations have another rank
   */
  public Tensor pool(Tensor activations) {
    if (activations.shape().rank() != 4) {
      throw new ShapeException(
          "pooling of " + activations.shape() + "; expected [pictures, channels, height, width]");
    }
    return activations
        .clamp(least, Float.MAX_VALUE)
        .power(power)
        .mean(2, 3)
        .power(1 / power)
        .reshape(activations.shape().dim(0), activations.shape().dim(1));
  }
}
