package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.replication.TiledDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Exact nearest pictures by the largest distance of any tile ({@link TiledDistance}), as they are
 * and mirrored.
 *
 * <p>A picture's tiled distance is never below its distance as a whole, so rows are tried in the
 * order of that, and the rest is left out once it cannot be nearer.
 *
 * @param pixels what described the pictures
 * @param tiles how they are cut
 */
public record TiledSearch(PixelDescriptor pixels, TiledDistance tiles) {
  /** Sums of different order may differ by so much, relatively. */
  private static final double ROUNDING = 1e-9;

  /**
   * A query's nearest picture.
   *
   * @param row of the searched ones
   * @param distance 0 to 1
   * @param mirrored whether the query is nearest to it when mirrored left to right
   */
  public record Match(int row, double distance, boolean mirrored) {}

  /**
   * Finds each query's nearest picture; of equal ones the first, and as it is before mirrored.
   *
   * @throws EvaluationException if either set is not of {@link #pixels}
   */
  public Match[] nearest(Features queries, Features rows) {
    return search(queries, rows, false);
  }

  /**
   * Finds the nearest other picture of each of a set; the picture itself does not count, mirrored
   * neither.
   *
   * @throws EvaluationException if there are fewer than 2, or they are not of {@link #pixels}
   */
  public Match[] others(Features rows) {
    rows.requireRows(2, "a search among the others");
    return search(rows, rows, true);
  }

  private Match[] search(Features queries, Features rows, boolean withoutSelf) {
    pixels.identity().requireSame(queries.descriptor());
    Match[] best = new Match[queries.size()];
    double[][] turned = new double[queries.size()][];
    Arrays.setAll(turned, i -> pixels.mirrored(queries.row(i)));
    Features mirrored = Features.of(queries.descriptor(), turned);
    for (Features form : new Features[] {queries, mirrored}) {
      Pairs.squaredDistances(
          form,
          rows,
          (query, squared) -> {
            if (withoutSelf) {
              squared[query] = Double.POSITIVE_INFINITY;
            }
            best[query] = nearer(best[query], form.row(query), rows, squared, form == mirrored);
          });
    }
    return best;
  }

  private Match nearer(
      Match sofar, double[] query, Features rows, double[] squared, boolean mirrored) {
    int[] order =
        IntStream.range(0, squared.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> squared[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double unscaled = Math.sqrt(query.length);
    Match best = sofar;
    for (int row : order) {
      if (squared[row] == Double.POSITIVE_INFINITY
          || best != null && Math.sqrt(squared[row]) > best.distance * (1 + ROUNDING)) {
        break;
      }
      double distance =
          unscaled * tiles.largest(query, rows.row(row), pixels.side(), pixels.side());
      boolean nearer =
          best == null
              || distance < best.distance
              || distance == best.distance && mirrored == best.mirrored && row < best.row;
      best = nearer ? new Match(row, distance, mirrored) : best;
    }
    return best;
  }
}
