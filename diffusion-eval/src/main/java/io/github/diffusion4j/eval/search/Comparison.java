package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.replication.TiledDistance;

/** By what rows are near to each other. */
public sealed interface Comparison {

  /**
   * Refuses rows that cannot be compared so.
   *
   * @throws EvaluationException if they have another length than this needs
   */
  void requireDimensions(int dimensions);

  /** Returns the cosine of the angle between two rows. */
  static Comparison cosine() {
    return new Products(1, false);
  }

  /** Returns the largest product of two chunks of equal position. */
  static Comparison split(int chunks) {
    return new Products(chunks, false);
  }

  /** Returns the largest product of any two chunks. */
  static Comparison cross(int chunks) {
    return new Products(chunks, true);
  }

  /**
   * Inner products of rows that were divided by their lengths, whole, and then cut into chunks
   * (Somepalli et al. 2023, section 4); the largest of them counts, and the larger it is, the
   * nearer are the rows. Of one chunk it is the cosine.
   *
   * <p>A cross search multiplies every chunk with every other: it takes as many times as long as
   * there are chunks.
   *
   * @param chunks a divisor of the rows' length
   * @param cross whether chunks of different positions are compared too
   */
  record Products(int chunks, boolean cross) implements Comparison {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if there is no chunk
     */
    public Products {
      if (chunks < 1) {
        throw new IllegalArgumentException(chunks + " chunks; there is at least 1");
      }
    }

    @Override
    public void requireDimensions(int dimensions) {
      if (dimensions % chunks != 0) {
        throw new EvaluationException(
            "descriptors of %d numbers cannot be cut into %d chunks; chunks divide their length"
                .formatted(dimensions, chunks));
      }
    }
  }

  /** The square of the Euclidean distance: the smaller, the nearer. */
  record SquaredEuclidean() implements Comparison {
    @Override
    public void requireDimensions(int dimensions) {
      // Any length will do.
    }
  }

  /**
   * The largest distance of any tile ({@link TiledDistance}), times the square root of the rows'
   * length: the smaller, the nearer. Rows hold the samples of a picture, {@code [channels, height,
   * width]}. Where these are from 0 to 1 and each divided by the square root of their number, the
   * distance is from 0 to 1; whole numbers are compared without any rounding.
   *
   * @param tiles how pictures are cut
   * @param height of the pictures
   * @param width of the pictures
   * @param mirrored whether each query is compared mirrored left to right as well, and the nearer
   *     counts
   */
  record Tiles(TiledDistance tiles, int height, int width, boolean mirrored) implements Comparison {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a side has fewer pixels than tiles
     */
    public Tiles {
      if (height < tiles.rows() || width < tiles.columns()) {
        throw new IllegalArgumentException(
            "pictures of %dx%d pixels cannot be cut into %dx%d tiles; take fewer tiles"
                .formatted(width, height, tiles.columns(), tiles.rows()));
      }
    }

    @Override
    public void requireDimensions(int dimensions) {
      if (dimensions % ((long) height * width) != 0) {
        throw new EvaluationException(
            "descriptors of %d numbers are no pictures of %dx%d pixels; tiles need the pixels themselves"
                .formatted(dimensions, width, height));
      }
    }
  }
}
