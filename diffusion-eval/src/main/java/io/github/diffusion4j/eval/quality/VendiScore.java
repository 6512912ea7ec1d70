package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Eigh;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The Vendi score (Friedman and Dieng 2023), of order q (Pasarkar and Dieng 2024): the effective
 * number of different pictures, from 1 (all alike) to n.
 *
 * <pre>
 * q = 1    exp(-sum_i l_i ln l_i)
 * q = inf  1 / max l_i
 * else     (sum_i l_i^q)^(1 / (1 - q))
 * </pre>
 *
 * with the eigenvalues l of {@code K / n}, K being the pictures' similarities. A small order weighs
 * rare pictures more, a large one common ones.
 *
 * <p>It grows with n and looks at one set only: compare with as many training pictures. It cannot
 * see copying, nor whether what varies is any good.
 *
 * @param order q, 0 or more, {@link Double#POSITIVE_INFINITY} too
 */
public record VendiScore(double order) {
  /** Eigenvalues below this share of their sum are rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the order is below 0
   */
  public VendiScore {
    if (!(order >= 0)) {
      throw new IllegalArgumentException("the order is " + order + "; it is 0 or more");
    }
  }

  /**
   * Scores a matrix of similarities.
   *
   * @param kernel {@code [n, n]}, symmetric, 1 on the diagonal, no negative eigenvalue
   * @throws EvaluationException if it is not so
   */
  public double ofKernel(double[][] kernel, Engine engine) {
    int n = kernel.length;
    double[] flat = new double[Math.multiplyExact(n, n)];
    for (int i = 0; i < n; i++) {
      if (kernel[i].length != n || Math.abs(kernel[i][i] - 1) > 1e-6) {
        throw new EvaluationException(
            "row %d of a kernel of %d pictures has %d numbers, and %s with itself; expected %d and 1"
                .formatted(
                    i, n, kernel[i].length, kernel[i][Math.min(i, kernel[i].length - 1)], n));
      }
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(kernel[i][j] - kernel[j][i]) <= 1e-9)) {
          throw new EvaluationException(
              "pictures %d and %d are alike by %s and by %s the other way; make the kernel symmetric"
                  .formatted(i, j, kernel[i][j], kernel[j][i]));
        }
      }
      System.arraycopy(kernel[i], 0, flat, i * n, n);
    }
    try (Scope whole = engine.inference()) {
      return ofEigenvalues(eigenvalues(engine.tensor(flat, Shape.of(n, n), DataType.FLOAT64)));
    }
  }

  /**
   * Scores features by their cosines, through the smaller of {@code X X^T} and {@code X^T X}, whose
   * eigenvalues are the same but for zeros.
   *
   * @throws EvaluationException if a row is all zeros
   */
  public double of(Features features, Engine engine) {
    try (Scope whole = engine.inference()) {
      Tensor x = features.normalised().toTensor(engine);
      boolean dual = features.size() > features.dimensions();
      return ofEigenvalues(eigenvalues(dual ? x.matMul(x, true, false) : x.matMul(x, false, true)));
    }
  }

  private static double[] eigenvalues(Tensor kernel) {
    if (kernel.shape().size() == 0) {
      throw new EvaluationException("a Vendi score of no pictures; give at least one");
    }
    return Eigh.of(kernel).values().toDoubles();
  }

  private double ofEigenvalues(double[] values) {
    double sum = Arrays.stream(values).sum();
    if (values[0] < -1e-6 * sum) {
      throw new EvaluationException(
          "the kernel has the eigenvalue " + values[0] + "; similarities have none below 0");
    }
    double[] shares =
        Arrays.stream(values).map(value -> value / sum).filter(share -> share > ROUNDING).toArray();
    if (order == 1) {
      return Math.exp(-Arrays.stream(shares).map(share -> share * Math.log(share)).sum());
    }
    if (order == Double.POSITIVE_INFINITY) {
      return 1 / Arrays.stream(shares).max().orElseThrow();
    }
    return Math.pow(
        Arrays.stream(shares).map(share -> Math.pow(share, order)).sum(), 1 / (1 - order));
  }
}
