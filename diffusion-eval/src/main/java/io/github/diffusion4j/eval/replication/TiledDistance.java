package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The largest distance of any tile (Carlini et al. 2023, section 4.2): both pictures are cut into
 * non-overlapping tiles, 4 by 4 in the paper, and each tile has the normalised distance
 *
 * <pre>
 * sqrt(sum (a_i - b_i)^2 / count)
 * </pre>
 *
 * over its samples. Two pictures with a common background and different things before it are near
 * as wholes and far here. It is never below the distance of the whole pictures, whose square is the
 * mean of the tiles'.
 *
 * <p>It cannot see a copy that is moved, cropped, mirrored or pasted beside something new.
 *
 * @param rows of tiles
 * @param columns of tiles
 */
public record TiledDistance(int rows, int columns) {

  /** The paper's 16 tiles. */
  public static TiledDistance standard() {
    return new TiledDistance(4, 4);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if either is below 1
   */
  public TiledDistance {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "tiles of %d rows and %d columns; there is at least 1 of each".formatted(rows, columns));
    }
  }

  /**
   * Compares two pictures.
   *
   * @param a {@code [channels, height, width]} in row-major order
   * @param b of the same shape
   * @return in the samples' unit; 0 to 1 for samples from 0 to 1
   * @throws EvaluationException if the lengths are not those of the shape, or a side has fewer
   *     pixels than tiles
   */
  public double largest(double[] a, double[] b, int height, int width) {
    int channels = channels(a, b, height, width);
    double largest =
        tiles(height, width)
            .mapToDouble(tile -> tile.meanSquare(a, b, channels, height, width))
            .max()
            .orElseThrow();
    return Math.sqrt(largest);
  }

  /**
   * Returns whether every tile is nearer than a limit; the first that is not decides.
   *
   * @throws EvaluationException as {@link #largest} does
   */
  public boolean isNearer(double[] a, double[] b, int height, int width, double limit) {
    int channels = channels(a, b, height, width);
    return tiles(height, width)
        .allMatch(tile -> Math.sqrt(tile.meanSquare(a, b, channels, height, width)) < limit);
  }

  private Stream<Window> tiles(int height, int width) {
    if (height < rows || width < columns) {
      throw new EvaluationException(
          "pictures of %dx%d pixels cannot be cut into %dx%d tiles; take fewer tiles"
              .formatted(width, height, columns, rows));
    }
    return IntStream.range(0, rows * columns)
        .mapToObj(
            tile -> {
              int r = tile / columns;
              int c = tile % columns;
              return new Window(
                  r * height / rows,
                  (r + 1) * height / rows,
                  c * width / columns,
                  (c + 1) * width / columns);
            });
  }

  /**
   * Returns the normalised distance of two whole pictures, {@code sqrt(sum (a_i - b_i)^2 / count)}.
   *
   * @throws EvaluationException if the lengths are not those of the shape
   */
  public static double whole(double[] a, double[] b, int height, int width) {
    int channels = channels(a, b, height, width);
    return Math.sqrt(new Window(0, height, 0, width).meanSquare(a, b, channels, height, width));
  }

  private static int channels(double[] a, double[] b, int height, int width) {
    long plane = (long) height * width;
    if (a.length != b.length || plane < 1 || a.length == 0 || a.length % plane != 0) {
      throw new EvaluationException(
          "pictures of %d and %d samples, said to be %dx%d; both hold whole channels of that size"
              .formatted(a.length, b.length, width, height));
    }
    return (int) (a.length / plane);
  }

  private record Window(int top, int bottom, int left, int right) {
    double meanSquare(double[] a, double[] b, int channels, int height, int width) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            int i = (c * height + y) * width + x;
            sum += (a[i] - b[i]) * (a[i] - b[i]);
          }
        }
      }
      return sum / ((double) channels * (bottom - top) * (right - left));
    }
  }
}
