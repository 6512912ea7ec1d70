package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * What a denoiser says of noisy pictures.
 *
 * @param pictures the estimates of the pictures, {@code [N, C, H, W]}
 * @param largeness where the variance of a step back lies between the posterior's (0) and the
 *     forward process's (1) on a scale of logarithms, {@code [N, C, H, W]}; a network may leave 0
 *     to 1 (Nichol and Dhariwal 2021, equation 15). Null where it was not learned
 */
public record Estimate(Tensor pictures, Tensor largeness) {
  /** Returns an estimate of the pictures alone. */
  public static Estimate of(Tensor pictures) {
    return new Estimate(pictures, null);
  }

  /** Returns it with the pictures changed, as guidance and thresholding do. */
  public Estimate map(UnaryOperator<Tensor> change) {
    return new Estimate(change.apply(pictures), largeness);
  }
}
