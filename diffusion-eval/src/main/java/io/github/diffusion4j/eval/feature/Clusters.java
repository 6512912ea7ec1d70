package io.github.diffusion4j.eval.feature;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cells around centres that k-means found (Lloyd 1982, begun by k-means++ of Arthur and
 * Vassilvitskii 2007). Another seed may find other cells.
 *
 * @param centres one row a cell
 */
public record Clusters(Features centres) {
  private static final int ITERATIONS = 100;

  /**
   * Finds cells.
   *
   * @param count at most as many as there are different rows
   * @throws EvaluationException if there are fewer different rows than cells
   */
  public static Clusters of(Features rows, int count, long seed) {
    rows.requireRows(count, count + " cells");
    Clusters clusters = new Clusters(spread(rows, count, RandomStream.of(seed, "eval.cells", 0)));
    int[] cells = clusters.cells(rows);
    for (int i = 0; i < ITERATIONS; i++) {
      clusters = new Clusters(clusters.means(rows, cells));
      int[] moved = clusters.cells(rows);
      if (Arrays.equals(moved, cells)) {
        break;
      }
      cells = moved;
    }
    return clusters;
  }

  private static Features spread(Features rows, int count, RandomStream random) {
    int[] chosen = new int[count];
    chosen[0] = random.nextInt(rows.size());
    for (int c = 1; c < count; c++) {
      Features sofar = rows.select(Arrays.copyOf(chosen, c));
      double[] weights =
          Arrays.stream(Pairs.toNearest(rows, sofar))
              .map(distance -> distance * distance)
              .toArray();
      double sum = Arrays.stream(weights).sum();
      if (sum == 0) {
        throw new EvaluationException(
            "%d cells of %s, of which only %d are different; take fewer cells"
                .formatted(count, rows, c));
      }
      double left = random.nextDouble() * sum;
      int row = 0;
      while (row < weights.length - 1 && (left -= weights[row]) >= 0) {
        row++;
      }
      chosen[c] = row;
    }
    return rows.select(chosen);
  }

  private Features means(Features rows, int[] cells) {
    double[][] means = new double[count()][];
    for (int c = 0; c < means.length; c++) {
      int cell = c;
      int[] members = IntStream.range(0, cells.length).filter(i -> cells[i] == cell).toArray();
      means[c] = members.length == 0 ? centres.row(c) : rows.select(members).mean();
    }
    return Features.of(rows.descriptor(), means);
  }

  /** Returns how many cells there are. */
  public int count() {
    return centres.size();
  }

  /**
   * Returns the cell of each row: that of the nearest centre.
   *
   * @throws EvaluationException if the rows are not comparable with the centres
   */
  public int[] cells(Features rows) {
    return Arrays.stream(Nearest.of(rows, centres, 1).rows()).mapToInt(row -> row[0]).toArray();
  }

  /** Returns the rows of each cell. */
  public int[][] members(Features rows) {
    int[] cells = cells(rows);
    return IntStream.range(0, count())
        .mapToObj(c -> IntStream.range(0, cells.length).filter(i -> cells[i] == c).toArray())
        .toArray(int[][]::new);
  }
}
