package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Looks on while pictures are drawn, at how strongly their condition pulls: a condition that was
 * memorised with its picture pulls far more than others, from the first step on (Wen et al. 2024,
 * section 3.2). For each picture the mean, over all estimates, of
 *
 * <pre>
 * |eps(x; c) - eps(x)| = |D(x; c) - D(x)| / sigma
 * </pre>
 *
 * the root mean square over the picture's elements, so that sizes can be compared. It changes
 * nothing of the pictures and needs no training data. Numbers are of one model and one sampler:
 * what is high is for other conditions of the same model to say. It cannot see copies that the
 * model draws without being told to.
 *
 * <p>One is for one batch, whose pictures stay in their order. Not thread-safe.
 */
public final class ConditionGuard {
  private final boolean always;
  private double[] sums = new double[0];
  private long estimates;

  /**
   * Makes one.
   *
   * @param always whether both are estimated at all levels for its sake, which may double the cost
   *     of drawing; else it looks where guidance needs both anyway
   */
  public ConditionGuard(boolean always) {
    this.always = always;
  }

  /** Returns whether both are to be estimated for its sake. */
  public boolean always() {
    return always;
  }

  /** Sees two estimates of the same noisy pictures. */
  void observe(Tensor told, Tensor untold, double[] sigmas) {
    double[] squares = PerPicture.mean(told.subtract(untold).square()).toDoubles();
    if (estimates == 0) {
      sums = new double[squares.length];
    }
    if (squares.length != sums.length) {
      throw new IllegalStateException(
          "a guard of "
              + sums.length
              + " pictures sees "
              + squares.length
              + "; give each batch one");
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += Math.sqrt(squares[i]) / sigmas[i];
    }
    estimates++;
  }

  /** Returns the mean magnitude for each picture of the batch; empty if it saw no estimates. */
  public double[] magnitudes() {
    return Arrays.stream(sums).map(sum -> sum / estimates).toArray();
  }
}
