package io.github.diffusion4j.nn;

import java.util.List;

/**
 * The shape of a U-Net, apart from what the data decides (image size, channels, classes).
 *
 * @param baseChannels channels at the first level, a multiple of 4
 * @param multipliers channels of each level as multiples of {@code baseChannels}; each level after
 *     the first halves the resolution
 * @param blocks residual blocks a level on the way down; one more on the way up
 * @param attentionResolutions heights at which blocks are followed by self-attention
 * @param headChannels channels of one attention head; divides the channels where there is attention
 * @param dropout rate inside residual blocks while training, 0 to below 1
 */
public record UNetSpec(
    int baseChannels,
    List<Integer> multipliers,
    int blocks,
    List<Integer> attentionResolutions,
    int headChannels,
    double dropout) {

  /** Checks every number. */
  public UNetSpec {
    multipliers = List.copyOf(multipliers);
    attentionResolutions = List.copyOf(attentionResolutions);
    require(
        baseChannels >= 4 && baseChannels % 4 == 0,
        "base-channels",
        baseChannels,
        "a multiple of 4, at least 4");
    require(
        !multipliers.isEmpty() && multipliers.stream().allMatch(m -> m >= 1),
        "multipliers",
        multipliers,
        "one number of at least 1 for each level, for example [1, 2, 2]");
    require(blocks >= 1, "blocks", blocks, "1 or more");
    require(headChannels >= 1, "head-channels", headChannels, "1 or more");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more and below 1");
  }

  /** Returns what the image size must be a multiple of, so that every level can be halved. */
  public int sizeMultiple() {
    return 1 << (multipliers.size() - 1);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
