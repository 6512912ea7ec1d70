package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The mean and the covariance of features: all that a Fréchet distance looks at.
 *
 * @param descriptor what made the features
 * @param count how many rows they are of, or 0 if a file does not say
 * @param mean {@code [d]}
 * @param covariance {@code [d, d]} in row-major order, of a sample: divided by {@code count - 1}
 */
public record GaussianStatistics(
    DescriptorIdentity descriptor, long count, double[] mean, double[] covariance) {
  private static final int BLOCK = 2048;

  /**
   * Checks lengths and numbers.
   *
   * @throws EvaluationException if the covariance is not {@code [d, d]}, or a number is NaN or
   *     infinite
   */
  public GaussianStatistics {
    if (mean.length == 0 || (long) mean.length * mean.length != covariance.length) {
      throw new EvaluationException(
          "statistics of %s with a mean of %d and a covariance of %d numbers; expected d and d x d"
              .formatted(descriptor, mean.length, covariance.length));
    }
    if (!finite(mean) || !finite(covariance)) {
      throw new EvaluationException(
          "statistics of " + descriptor + " hold NaN or infinity; make them of finite features");
    }
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /**
   * Computes them in double precision: first the mean, then products of the rows less the mean.
   *
   * @throws EvaluationException if there are fewer than 2 rows
   */
  public static GaussianStatistics of(Features features, Engine engine) {
    features.requireRows(2, "a covariance");
    int d = features.dimensions();
    double[] mean = features.mean();
    try (Scope whole = engine.inference()) {
      Tensor sum = engine.full(0, Shape.of(d, d), DataType.FLOAT64);
      for (int from = 0; from < features.size(); from += BLOCK) {
        int to = Math.min(features.size(), from + BLOCK);
        Tensor block = features.range(from, to).minus(mean).toTensor(engine);
        sum = sum.add(block.matMul(block, true, false));
      }
      double[] covariance = sum.multiply(1.0 / (features.size() - 1)).toDoubles();
      return new GaussianStatistics(features.descriptor(), features.size(), mean, covariance);
    }
  }

  /** Returns the number of features, d. */
  public int dimensions() {
    return mean.length;
  }

  /** Returns the sum of the variances. */
  public double trace() {
    double trace = 0;
    for (int i = 0; i < mean.length; i++) {
      trace += covariance[i * mean.length + i];
    }
    return trace;
  }
}
