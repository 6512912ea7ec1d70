package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;

/**
 * Similarities of two descriptors, as Somepalli et al. 2023 (section 4) compare pictures: both are
 * divided by their lengths, whole, and then cut into chunks of equal position.
 *
 * <p>As chunks keep the whole's normalisation, a chunk's product is bounded by its share of the
 * length: split similarities live on another scale than the dot product and need a calibration of
 * their own.
 *
 * @param dot the cosine, -1 to 1
 * @param parts the inner product of each pair of chunks of equal position
 * @param splitMax the largest of them: the best part in place
 * @param crossMax the largest of all pairs of chunks: the best part anywhere
 */
public record SplitSimilarity(double dot, double[] parts, double splitMax, double crossMax) {

  /**
   * Compares two descriptors.
   *
   * @param chunks a divisor of their length
   * @throws EvaluationException if the lengths differ, chunks do not divide them, or one is all
   *     zeros
   */
  public static SplitSimilarity of(double[] a, double[] b, int chunks) {
    if (a.length != b.length || a.length == 0 || chunks < 1 || a.length % chunks != 0) {
      throw new EvaluationException(
          "descriptors of %d and %d numbers in %d chunks; both are equally long, and chunks divide that"
              .formatted(a.length, b.length, chunks));
    }
    double[] left = unit(a);
    double[] right = unit(b);
    int length = a.length / chunks;
    double[] parts = new double[chunks];
    double crossMax = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < chunks; i++) {
      for (int j = 0; j < chunks; j++) {
        double product = product(left, i * length, right, j * length, length);
        crossMax = Math.max(crossMax, product);
        if (i == j) {
          parts[i] = product;
        }
      }
    }
    return new SplitSimilarity(
        Arrays.stream(parts).sum(), parts, Arrays.stream(parts).max().orElseThrow(), crossMax);
  }

  private static double[] unit(double[] values) {
    double length = Math.sqrt(product(values, 0, values, 0, values.length));
    if (!(length > 0)) {
      throw new EvaluationException(
          "a descriptor of length " + length + " has no direction; leave that picture out");
    }
    return Arrays.stream(values).map(value -> value / length).toArray();
  }

  private static double product(double[] a, int fromA, double[] b, int fromB, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[fromA + i] * b[fromB + i];
    }
    return sum;
  }
}
