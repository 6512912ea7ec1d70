package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Eigh;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Svd;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The Fréchet distance of two Gaussians (Dowson and Landau 1982), squared, as the FID has it
 * (Heusel et al. 2017, equation 6):
 *
 * <pre>
 * |mu1 - mu2|^2 + tr S1 + tr S2 - 2 tr (S1 S2)^(1/2)
 * </pre>
 *
 * <p>All in double precision. The trace is {@code sum sqrt(eig(R S2 R))} with {@code R = S1^(1/2)},
 * which is real always and needs nothing added to the diagonal; of few pictures with many features
 * it is the sum of the singular values of {@code X Y^T / sqrt((n - 1) (m - 1))}, X and Y being the
 * rows less their means.
 *
 * <p>Unit: squared features. A rounding may leave it slightly below 0 for equal sets; it is not
 * clamped. It falls with the number of pictures (compare equal numbers only, or take {@link
 * FrechetInfinity}), knows nothing beyond mean and covariance, and gets better as a model copies
 * its training set.
 */
public final class FrechetDistance {
  /** Below this share of the largest eigenvalue, a negative one is not rounding. */
  private static final double NEGATIVE = 1e-4;

  private FrechetDistance() {}

  /**
   * Compares two Gaussians.
   *
   * @throws EvaluationException if they are of different descriptors or lengths, or a covariance
   *     has a negative variance in some direction
   */
  public static double between(GaussianStatistics a, GaussianStatistics b, Engine engine) {
    a.descriptor().requireSame(b.descriptor());
    if (a.dimensions() != b.dimensions()) {
      throw new EvaluationException(
          "statistics of %d and of %d features of %s cannot be compared; make both alike"
              .formatted(a.dimensions(), b.dimensions(), a.descriptor()));
    }
    return meanTerm(a.mean(), b.mean()) + a.trace() + b.trace() - 2 * rootTrace(a, b, engine);
  }

  /**
   * Compares the Gaussians of two sets of features, by the form that suits their sizes.
   *
   * @throws EvaluationException if the sets are not comparable or one has fewer than 2 rows
   */
  public static double ofSamples(Features x, Features y, Engine engine) {
    x.requireComparable(y);
    return Math.max(x.size(), y.size()) <= x.dimensions()
        ? gram(x, y, engine)
        : between(GaussianStatistics.of(x, engine), GaussianStatistics.of(y, engine), engine);
  }

  /** The distance without a matrix of {@code d x d} numbers. */
  static double gram(Features x, Features y, Engine engine) {
    x.requireRows(2, "a Fréchet distance");
    y.requireRows(2, "a Fréchet distance");
    double[] meanX = x.mean();
    double[] meanY = y.mean();
    double degreesX = x.size() - 1;
    double degreesY = y.size() - 1;
    try (Scope whole = engine.inference()) {
      Tensor left = x.minus(meanX).toTensor(engine);
      Tensor right = y.minus(meanY).toTensor(engine);
      double nuclear = Svd.of(left.matMul(right, false, true)).s().sum().item();
      return meanTerm(meanX, meanY)
          + engine.sumOfSquares(left) / degreesX
          + engine.sumOfSquares(right) / degreesY
          - 2 * nuclear / Math.sqrt(degreesX * degreesY);
    }
  }

  private static double meanTerm(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  private static double rootTrace(GaussianStatistics a, GaussianStatistics b, Engine engine) {
    int d = a.dimensions();
    try (Scope whole = engine.inference()) {
      Eigh eigen = Eigh.of(engine.tensor(a.covariance(), Shape.of(d, d), DataType.FLOAT64));
      double[] roots = roots(eigen, a);
      Tensor scaled =
          eigen.vectors().multiply(engine.tensor(roots, Shape.of(1, d), DataType.FLOAT64));
      // R S2 R has the eigenvalues of its coordinates along S1's eigenvectors.
      Tensor other = engine.tensor(b.covariance(), Shape.of(d, d), DataType.FLOAT64);
      Tensor inside = scaled.matMul(other.matMul(scaled), true, false);
      return Arrays.stream(roots(Eigh.of(inside), b)).sum();
    }
  }

  private static double[] roots(Eigh eigen, GaussianStatistics of) {
    double[] values = eigen.values().toDoubles();
    double largest = Math.max(values[values.length - 1], 0);
    if (values[0] < -NEGATIVE * largest || largest == 0 && values[0] < 0) {
      throw new EvaluationException(
          "the covariance of the statistics of %s has a variance of %s in some direction; make them of features anew"
              .formatted(of.descriptor(), values[0]));
    }
    return Arrays.stream(values).map(value -> Math.sqrt(Math.max(0, value))).toArray();
  }
}
