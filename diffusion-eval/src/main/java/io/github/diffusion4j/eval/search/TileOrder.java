package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.replication.TiledDistance;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An order of a picture's samples in which each tile is in one piece.
 *
 * @param samples which sample is at each place
 * @param ends by tile: the place after its last sample
 */
record TileOrder(int[] samples, int[] ends) {

  /** Returns the order of pictures, or that which mirrors them left to right on the way. */
  static TileOrder of(Comparison.Tiles how, int dimensions, boolean mirrored) {
    TiledDistance tiles = how.tiles();
    int height = how.height();
    int width = how.width();
    int[] samples = new int[dimensions];
    int[] ends = new int[tiles.rows() * tiles.columns()];
    int at = 0;
    int place = 0;
    for (int tile : fromTheMiddle(tiles)) {
      int row = tile / tiles.columns();
      int column = tile % tiles.columns();
      for (int c = 0; c < dimensions / (height * width); c++) {
        for (int y = row * height / tiles.rows(); y < (row + 1) * height / tiles.rows(); y++) {
          int end = (column + 1) * width / tiles.columns();
          for (int x = column * width / tiles.columns(); x < end; x++) {
            samples[at++] = (c * height + y) * width + (mirrored ? width - 1 - x : x);
          }
        }
      }
      ends[place++] = at;
    }
    return new TileOrder(samples, ends);
  }

  /** Pictures differ most in their middle, and the sooner they do the less of them is compared. */
  private static int[] fromTheMiddle(TiledDistance tiles) {
    return IntStream.range(0, tiles.rows() * tiles.columns())
        .boxed()
        .sorted(
            Comparator.comparingInt(
                tile -> {
                  int down = 2 * (tile / tiles.columns()) - tiles.rows() + 1;
                  int right = 2 * (tile % tiles.columns()) - tiles.columns() + 1;
                  return down * down + right * right;
                }))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Puts the samples of pictures, one after the other, into this order. */
  float[] applied(float[] pictures) {
    float[] ordered = new float[pictures.length];
    IntStream.range(0, pictures.length / samples.length)
        .parallel()
        .forEach(
            picture -> {
              int from = picture * samples.length;
              for (int i = 0; i < samples.length; i++) {
                ordered[from + i] = pictures[from + samples[i]];
              }
            });
    return ordered;
  }

  /**
   * Returns the largest mean square difference of any tile; infinity if it is above a limit.
   *
   * @param a pictures in this order
   * @param i which of them
   * @param b pictures in this order
   * @param j which of them
   */
  double largest(float[] a, int i, float[] b, int j, double limit) {
    double largest = 0;
    int begin = 0;
    for (int end : ends) {
      double mean =
          sum(a, i * samples.length + begin, b, j * samples.length + begin, end - begin)
              / (end - begin);
      if (mean > limit) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, mean);
      begin = end;
    }
    return largest;
  }

  private static double sum(float[] a, int fromA, float[] b, int fromB, int count) {
    // Two sums side by side: one alone would wait for each addition.
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i < count - 1; i += 2) {
      double first = (double) a[fromA + i] - b[fromB + i];
      double second = (double) a[fromA + i + 1] - b[fromB + i + 1];
      even += first * first;
      odd += second * second;
    }
    if (i < count) {
      double last = (double) a[fromA + i] - b[fromB + i];
      even += last * last;
    }
    return even + odd;
  }
}
