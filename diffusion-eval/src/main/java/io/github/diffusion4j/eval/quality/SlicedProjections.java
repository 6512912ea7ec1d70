package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two sets along random directions, so that distances of parts of the first cost no more products.
 *
 * @param x {@code [directions, rows]}
 * @param y likewise, each direction's sorted
 */
record SlicedProjections(double[][] x, double[][] y) {

  static SlicedProjections of(Features x, Features y, int directions, long seed) {
    double[][] first = new double[directions][];
    double[][] second = new double[directions][];
    IntStream.range(0, directions)
        .parallel()
        .forEach(
            i -> {
              Features unit = direction(x, RandomStream.of(seed, "eval.direction", i));
              first[i] = project(x, unit);
              second[i] = project(y, unit);
              Arrays.sort(second[i]);
            });
    return new SlicedProjections(first, second);
  }

  private static Features direction(Features like, RandomStream random) {
    double[] gaussian = new double[like.dimensions()];
    Arrays.setAll(gaussian, i -> random.nextGaussian());
    return Features.of(like.descriptor(), new double[][] {gaussian}).normalised();
  }

  private static double[] project(Features rows, Features unit) {
    return IntStream.range(0, rows.size()).mapToDouble(i -> rows.dot(i, unit, 0)).toArray();
  }

  /** Returns the mean over directions of the squared distance of some of x from all of y. */
  double squared(int[] rows) {
    double[] values =
        IntStream.range(0, x.length)
            .parallel()
            .mapToDouble(
                i -> {
                  double[] some = IntStream.of(rows).mapToDouble(row -> x[i][row]).toArray();
                  Arrays.sort(some);
                  return SlicedWasserstein.squaredAlong(some, y[i]);
                })
            .toArray();
    return Arrays.stream(values).average().orElseThrow();
  }
}
