package io.github.diffusion4j.nn;

/**
 * The shape of a transformer.
 *
 * @param layers 1 or more
 * @param width channels of each position, 1 or more
 * @param heads of attention; divides the width
 * @param expansion channels between the two layers of the feed-forward part, as a multiple of the
 *     width, 1 or more
 * @param causal whether a position sees only itself and those before it
 */
public record TransformerSpec(int layers, int width, int heads, int expansion, boolean causal) {

  /** Checks every number. */
  public TransformerSpec {
    require(layers >= 1, "layers", layers, "1 or more");
    require(width >= 1, "width", width, "1 or more");
    require(heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
    require(expansion >= 1, "expansion", expansion, "1 or more");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
