package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.stream.IntStream;

/**
 * The Fréchet distance that infinitely many generated pictures would have (Chong and Forsyth 2020):
 * distances of subsets are fitted as a line over {@code 1 / n} by least squares, and this is where
 * it meets 0.
 *
 * <p>It takes the bias of the generated set's size away and leaves that of the reference's, which
 * is the same for all models compared with it.
 *
 * @param distance the line's intercept
 * @param slope of the line, in distance times pictures
 * @param sizes of the subsets, ascending
 * @param distances of the subsets
 */
public record FrechetInfinity(double distance, double slope, int[] sizes, double[] distances) {
  private static final int SIZES = 15;
  private static final int SMALLEST = 5000;

  /**
   * Fits distances of 15 subsets, their sizes evenly from the smaller of 5000 and a tenth of the
   * pictures to all.
   *
   * @param seed of the choice of subsets
   * @throws EvaluationException if there are fewer than 30 generated pictures
   */
  public static FrechetInfinity of(
      Features generated, GaussianStatistics reference, long seed, Engine engine) {
    generated.requireRows(2 * SIZES, "an extrapolation over " + SIZES + " sizes");
    int n = generated.size();
    int[] sizes = sizes(n);
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

  private static int[] sizes(int n) {
    int smallest = Math.max(2, Math.min(SMALLEST, n / 10));
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
    double meanX = IntStream.of(sizes).mapToDouble(n -> 1.0 / n).average().orElseThrow();
    double meanY =
        IntStream.range(0, sizes.length).mapToDouble(i -> distances[i]).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < sizes.length; i++) {
      double x = 1.0 / sizes[i] - meanX;
      products += x * (distances[i] - meanY);
      squares += x * x;
    }
    double slope = products / squares;
    return new FrechetInfinity(meanY - slope * meanX, slope, sizes.clone(), distances.clone());
  }
}
