package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.eval.feature.Pairs;

/**
 * How two sets overlap, by neighbourhoods: the balls around each picture that reach to its k-th
 * nearest other one of its own set.
 *
 * <pre>
 * precision  share of generated pictures in at least one real ball
 * recall     share of real pictures in at least one generated ball
 * density    real balls that a generated picture is in, on average, divided by k
 * coverage   share of real balls with at least one generated picture in them
 * </pre>
 *
 * Precision and recall are Kynkäänniemi et al. 2019's (equation 2; k = 3, border inside), density
 * and coverage Naeem et al. 2020's (equations 3 and 5; k = 5, border outside). Precision, recall
 * and coverage go from 0 to 1, density from 0 up.
 *
 * <p>All four are 1 or near it for a generated set that <em>is</em> the real one: none can see
 * copying. They change with k and with both numbers of pictures.
 */
public record Overlap(double precision, double recall, double density, double coverage) {

  /** Names the real set; say {@link Real#generated} next. */
  public static Real real(Features real) {
    return new Real(real);
  }

  /** The real set, waiting for the generated one: no order of arguments to get wrong. */
  public record Real(Features real) {
    /**
     * Names the generated set.
     *
     * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
     */
    public Both generated(Features generated) {
      real.requireComparable(generated);
      return new Both(real, generated);
    }
  }

  /** Both sets. */
  public record Both(Features real, Features generated) {
    /**
     * Measures them.
     *
     * @param k which neighbour the balls reach to, without the picture itself; at least 1
     * @throws io.github.diffusion4j.eval.feature.EvaluationException if a set has not more than k
     *     rows
     */
    public Overlap measure(int k, Border border) {
      double[] realRadius = Nearest.others(real, k).squared(k);
      double[] generatedRadius = Nearest.others(generated, k).squared(k);
      boolean inside = border == Border.INSIDE;
      int[] ballsOfGenerated = new int[generated.size()];
      boolean[] realReached = new boolean[real.size()];
      boolean[] ballFilled = new boolean[real.size()];
      Pairs.squaredDistances(
          generated,
          real,
          (g, distances) -> {
            for (int r = 0; r < distances.length; r++) {
              if (in(distances[r], realRadius[r], inside)) {
                ballsOfGenerated[g]++;
                // Threads only ever write true.
                ballFilled[r] = true;
              }
              if (in(distances[r], generatedRadius[g], inside)) {
                realReached[r] = true;
              }
            }
          });
      return of(ballsOfGenerated, realReached, ballFilled, k);
    }
  }

  private static boolean in(double distance, double radius, boolean inside) {
    return inside ? distance <= radius : distance < radius;
  }

  private static Overlap of(int[] balls, boolean[] reached, boolean[] filled, int k) {
    long realistic = 0;
    long sum = 0;
    for (int count : balls) {
      realistic += count > 0 ? 1 : 0;
      sum += count;
    }
    return new Overlap(
        (double) realistic / balls.length,
        share(reached),
        (double) sum / k / balls.length,
        share(filled));
  }

  private static double share(boolean[] values) {
    int count = 0;
    for (boolean value : values) {
      count += value ? 1 : 0;
    }
    return (double) count / values.length;
  }
}
