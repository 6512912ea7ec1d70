package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.eval.statistics.Regression;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.stream.IntStream;

/**
 * The Fréchet distance that infinitely many generated pictures would have (Chong and Forsyth 2020):
 * distances of subsets are fitted as a line over {@code 1 / n} by least squares, and this is where
 * it meets 0.
 *
 * <p>It takes the bias of the generated set's size away and leaves that of the reference's, which
 * is the same for all models compared with it. The line is one only while subsets have more
 * pictures than features.
 *
 * @param line its intercept is the distance, its slope in distance times pictures
 * @param sizes of the subsets, ascending
 * @param distances of the subsets
 */
public record FrechetInfinity(Regression line, int[] sizes, double[] distances) {
  private static final int SIZES = 15;
  private static final int SMALLEST = 5000;

  /** Returns how many pictures of so many features an extrapolation takes. */
  static int least(int dimensions) {
    return 2 * Math.max(SIZES, dimensions + 1);
  }

  /**
   * Fits distances of 15 subsets, their sizes evenly from the smaller of 5000 and a tenth of the
   * pictures, but more than features, to all.
   *
   * @param seed of the choice of subsets
   * @throws EvaluationException if there are fewer than 30 generated pictures, or not twice as many
   *     as features
   */
  public static FrechetInfinity of(
      Features generated, GaussianStatistics reference, long seed, Engine engine) {
    int d = generated.dimensions();
    generated.requireRows(
        least(d), "an extrapolation over %d sizes of %d features".formatted(SIZES, d));
    int n = generated.size();
    int[] sizes = sizes(n, Math.max(d + 1, Math.min(SMALLEST, n / 10)));
    double[] distances =
        IntStream.range(0, sizes.length)
            .mapToDouble(
                i -> {
                  RandomStream random = RandomStream.of(seed, "eval.subset", i);
                  Features subset = generated.select(Permutations.choose(sizes[i], n, random));
                  return FrechetDistance.between(
                      GaussianStatistics.of(subset, engine), reference, engine);
                })
            .toArray();
    return fit(sizes, distances);
  }

  private static int[] sizes(int n, int smallest) {
    return IntStream.range(0, SIZES)
        .map(i -> (int) Math.round(smallest + (double) i * (n - smallest) / (SIZES - 1)))
        .toArray();
  }

  /**
   * Fits distances at hand.
   *
   * @param sizes at least 2 different ones
   * @throws EvaluationException if there are fewer, or not as many distances
   */
  public static FrechetInfinity fit(int[] sizes, double[] distances) {
    if (sizes.length != distances.length || IntStream.of(sizes).distinct().count() < 2) {
      throw new EvaluationException(
          "a line through %d distances of %d sizes; give each its distance, and at least 2 different sizes"
              .formatted(distances.length, sizes.length));
    }
    double[] inverse = IntStream.of(sizes).mapToDouble(n -> 1.0 / n).toArray();
    return new FrechetInfinity(Regression.of(inverse, distances), sizes.clone(), distances.clone());
  }

  /** Returns the distance that infinitely many pictures would have. */
  public double distance() {
    return line.intercept();
  }

  /**
   * Returns the distance with an interval by the regression alone: subsets share pictures, so that
   * it is rather too short.
   *
   * @throws IllegalArgumentException if it is fitted to fewer than 3 subsets
   */
  public Interval interval(double confidence) {
    return line.interceptInterval(confidence);
  }
}
