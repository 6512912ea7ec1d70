package io.github.diffusion4j.bench;

/**
 * Exact nearest neighbours of unit vectors: for each query the rows with the largest inner product.
 *
 * <p>A contender reports the figure {@value #PEAK}: the fastest of several products of two square
 * matrices of {@value #PEAK_SIZE} rows in the same process.
 *
 * @param name as in {@link Works}
 * @param repetitions how often in one turn
 * @param queries vectors to find neighbours of
 * @param rows vectors to find them among
 * @param width floats of a vector
 * @param nearest how many neighbours
 */
public record NeighboursWork(
    String name, int repetitions, int queries, int rows, int width, int nearest) implements Work {
  /** The figure that says how fast matrices are multiplied, in 1e9 operations a second. */
  public static final String PEAK = "sgemmGflops";

  /** Rows and columns of the matrices that the peak is measured with. */
  public static final int PEAK_SIZE = 2048;

  /** Returns the multiplications and additions of all inner products. */
  public double operations() {
    return 2.0 * queries * rows * width;
  }
}
