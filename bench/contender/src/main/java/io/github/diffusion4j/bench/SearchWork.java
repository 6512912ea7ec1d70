package io.github.diffusion4j.bench;

/**
 * Exact nearest neighbours among two stores of descriptors, unit vectors in clusters: for each
 * query the rows with the largest cosine. The stores are the folder's {@code queries-N} and {@code
 * rows-M}.
 *
 * <p>A contender reports the figure {@value #SIMILARITIES}, by which is seen that all find the
 * same, and {@link NeighboursWork#PEAK} if asked to.
 *
 * @param name as in tables
 * @param repetitions how often in one turn
 * @param comparison cosine, euclidean, split or cross (of 8 chunks), or tiles (of 2 channels,
 *     square)
 * @param queries vectors to find neighbours of
 * @param rows vectors to find them among
 * @param width floats of a vector
 * @param nearest how many neighbours
 * @param folder of the stores
 * @param peak whether to measure how fast matrices are multiplied, too
 */
public record SearchWork(
    String name,
    int repetitions,
    String comparison,
    int queries,
    int rows,
    int width,
    int nearest,
    String folder,
    boolean peak)
    implements Work {
  /** The figure that is the sum of what all neighbours found were compared by. */
  public static final String SIMILARITIES = "similaritySum";

  /** The figure that says how fast the engine multiplies blocks of the shape that a search has. */
  public static final String BLOCK_PEAK = "blockGflops";

  /** Returns the multiplications and additions of all inner products of whole vectors. */
  public double operations() {
    return 2.0 * queries * rows * width;
  }
}
