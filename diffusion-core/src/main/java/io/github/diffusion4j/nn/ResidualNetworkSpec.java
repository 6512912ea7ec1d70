package io.github.diffusion4j.nn;

import java.util.List;

/**
 * The shape of a {@link ResidualNetwork}.
 *
 * @param channels of the pictures, 1 to 4
 * @param widths channels of each stage, up to 8 of them; each has half the resolution of the one
 *     before, the first half that of the pictures
 * @param blocks residual blocks a stage, 1 to 16
 * @param outputs numbers that it makes of a picture, 1 to 4096
 */
public record ResidualNetworkSpec(int channels, List<Integer> widths, int blocks, int outputs) {
  private static final int MOST_WIDE = 2048;

  /** Checks every number. */
  public ResidualNetworkSpec {
    require(channels >= 1 && channels <= 4, "channels", channels, "1 to 4");
    require(
        widths != null
            && !widths.isEmpty()
            && widths.size() <= 8
            && widths.stream().allMatch(w -> w != null && w >= 4 && w <= MOST_WIDE && w % 4 == 0),
        "widths",
        widths,
        "1 to 8 multiples of 4 up to " + MOST_WIDE + ", for example [32, 64, 128]");
    require(blocks >= 1 && blocks <= 16, "blocks", blocks, "1 to 16");
    require(outputs >= 1 && outputs <= 4096, "outputs", outputs, "1 to 4096");
    widths = List.copyOf(widths);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
