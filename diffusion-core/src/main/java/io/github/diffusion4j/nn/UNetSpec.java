package io.github.diffusion4j.nn;

import java.util.List;
import java.util.Objects;

/**
 * The shape of a U-Net, apart from what the data and the objective decide ({@link UNetPorts}).
 *
 * <p>ADM's network for 512x512 has the multipliers (1/2, 1, 1, 2, 2, 4, 4) of 256 channels: that is
 * (1, 2, 2, 4, 4, 8, 8) of 128, with {@code noiseChannels} 256 and {@code embeddingChannels} 1024.
 *
 * @param baseChannels channels of the first convolution, a multiple of 4
 * @param multipliers channels of each level as multiples of {@code baseChannels}; each level after
 *     the first halves the resolution
 * @param blocks residual blocks a level on the way down; one more on the way up
 * @param attentionResolutions heights at which blocks are followed by self-attention
 * @param headChannels channels of one attention head; divides the channels where there is
 *     attention, or exceeds them for a single head
 * @param heads of attention whatever the channels; 0 for as many as {@code headChannels} gives
 * @param noiseChannels numbers that the noise level is first made into, even; 0 for as many as
 *     {@code baseChannels}
 * @param embeddingChannels numbers that tell the blocks of noise level and class; 0 for four times
 *     {@code baseChannels}
 * @param dropout rate inside residual blocks while training, 0 to below 1
 * @param style how its parts are made
 */
public record UNetSpec(
    int baseChannels,
    List<Integer> multipliers,
    int blocks,
    List<Integer> attentionResolutions,
    int headChannels,
    int heads,
    int noiseChannels,
    int embeddingChannels,
    double dropout,
    UNetStyle style) {

  /** Checks every number. */
  public UNetSpec {
    multipliers = List.copyOf(multipliers);
    attentionResolutions = List.copyOf(attentionResolutions);
    Objects.requireNonNull(style, "style");
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
    require(heads >= 0, "heads", heads, "1 or more, or 0 to follow head-channels");
    require(
        noiseChannels >= 0 && noiseChannels % 2 == 0,
        "noise-channels",
        noiseChannels,
        "even, or 0 to follow base-channels");
    require(
        embeddingChannels >= 0,
        "embedding-channels",
        embeddingChannels,
        "1 or more, or 0 to follow base-channels");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more and below 1");
  }

  /** Makes the shape of a network in {@link UNetStyle#STANDARD}, with the usual widths. */
  public UNetSpec(
      int baseChannels,
      List<Integer> multipliers,
      int blocks,
      List<Integer> attentionResolutions,
      int headChannels,
      double dropout) {
    this(
        baseChannels,
        multipliers,
        blocks,
        attentionResolutions,
        headChannels,
        0,
        0,
        0,
        dropout,
        UNetStyle.STANDARD);
  }

  /** Returns the same in another style. */
  public UNetSpec withStyle(UNetStyle other) {
    return new UNetSpec(
        baseChannels,
        multipliers,
        blocks,
        attentionResolutions,
        headChannels,
        heads,
        noiseChannels,
        embeddingChannels,
        dropout,
        other);
  }

  /** Returns the same with a number of heads that does not depend on the channels. */
  public UNetSpec withHeads(int count) {
    return new UNetSpec(
        baseChannels,
        multipliers,
        blocks,
        attentionResolutions,
        headChannels,
        count,
        noiseChannels,
        embeddingChannels,
        dropout,
        style);
  }

  /** Returns the same with other widths of what noise level and class become. */
  public UNetSpec withEmbedding(int noise, int embedding) {
    return new UNetSpec(
        baseChannels,
        multipliers,
        blocks,
        attentionResolutions,
        headChannels,
        heads,
        noise,
        embedding,
        dropout,
        style);
  }

  /** Returns the same with the first levels only. */
  public UNetSpec withLevels(int count) {
    return new UNetSpec(
        baseChannels,
        multipliers.subList(0, count),
        blocks,
        attentionResolutions,
        headChannels,
        heads,
        noiseChannels,
        embeddingChannels,
        dropout,
        style);
  }

  /** Returns what the image size must be a multiple of, so that every level can be halved. */
  public int sizeMultiple() {
    return 1 << (multipliers.size() - 1);
  }

  /** Returns how many numbers the noise level is first made into. */
  public int noiseWidth() {
    return noiseChannels == 0 ? baseChannels : noiseChannels;
  }

  /** Returns how many numbers tell the blocks of noise level and class. */
  public int embeddingWidth() {
    return embeddingChannels == 0 ? 4 * baseChannels : embeddingChannels;
  }

  /**
   * Returns how many heads attention over that many channels has; 0 if they cannot be split as
   * {@code heads} or {@code headChannels} asks.
   */
  public int headsOf(int channels) {
    int size = Math.min(headChannels, channels);
    int count = heads > 0 ? heads : channels / size;
    return channels % (heads > 0 ? count : size) == 0 ? count : 0;
  }

  /** Returns the key and value that decide the heads, to begin an error with. */
  public String headChoice() {
    return heads > 0 ? "heads is " + heads : "head-channels is " + headChannels;
  }

  /** Throws if pictures of that size cannot be halved once a level. */
  void requireSize(int imageSize) {
    if (imageSize < 1 || imageSize % sizeMultiple() != 0) {
      throw new IllegalArgumentException(
          "image size "
              + imageSize
              + " cannot be halved "
              + (multipliers.size() - 1)
              + " times; use a multiple of "
              + sizeMultiple()
              + ", or fewer levels in network.multipliers "
              + multipliers);
    }
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
