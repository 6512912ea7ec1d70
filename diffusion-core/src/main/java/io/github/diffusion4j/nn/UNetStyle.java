package io.github.diffusion4j.nn;

import java.util.Objects;

/**
 * What sets the U-Nets of the literature apart besides their size. Every choice is free of the
 * others; the constants are the published combinations.
 *
 * <p>Two things are alike in all of them here and differ in the originals: weights start as Glorot
 * and Bengio (2010) say, and the last convolution of a branch starts as exactly zero.
 *
 * @param noiseEmbedding what becomes of the noise level first
 * @param classEmbedding where the class joins it
 * @param modulation how blocks are told of both
 * @param resampling how resolution changes between levels
 * @param decoderAttention which blocks on the way up are followed by attention, at the resolutions
 *     that have it
 * @param residualEncoder whether the input, halved level by level, is added to the way down
 *     (NCSN++, Song et al. 2021)
 * @param scaledResiduals whether sums of two branches are multiplied by sqrt(1/2), which keeps
 *     their variance
 * @param groupChannels least channels of a group in normalisation, 1 or more; there are at most 32
 *     groups. Where it leaves one channel a group, {@link Modulation#ADD} is normalised away again
 * @param normEpsilon added to the variance in normalisation, above 0
 */
public record UNetStyle(
    NoiseEmbedding noiseEmbedding,
    ClassEmbedding classEmbedding,
    Modulation modulation,
    Resampling resampling,
    DecoderAttention decoderAttention,
    boolean residualEncoder,
    boolean scaledResiduals,
    int groupChannels,
    double normEpsilon) {

  /** Where the class joins the noise level. */
  public enum ClassEmbedding {
    /** Behind the two layers that the noise level goes through: a row of a table is added. */
    AFTER_LAYERS,
    /** Before them: a linear layer of the one-hot class is added. No class is all zeros. */
    BEFORE_LAYERS
  }

  /** How a block is told of noise level and class, between its two convolutions. */
  public enum Modulation {
    /** A number is added to each channel before the second normalisation. */
    ADD,
    /** Each channel is scaled and shifted after the second normalisation. */
    SCALE_AND_SHIFT
  }

  /** How resolution changes between levels. */
  public enum Resampling {
    /** A 3x3 convolution of stride 2 down; repeated pixels and a 3x3 convolution up. */
    CONVOLUTION,
    /** A residual block that averages or repeats pixels in both branches (BigGAN, Brock 2019). */
    BLOCK,
    /** Such a block with a 1x1 convolution in its shortcut (DDPM++, Song et al. 2021). */
    PROJECTED_BLOCK,
    /**
     * The same with the filter [1, 3, 3, 1] (NCSN++, Song et al. 2021). At borders the weights that
     * are left add up to 1; the original reads zeros there.
     */
    FILTERED_BLOCK
  }

  /** Which blocks on the way up are followed by attention. */
  public enum DecoderAttention {
    EVERY_BLOCK,
    LAST_BLOCK
  }

  /** Blocks of ADM between the convolutions and under the waves of DDPM: the small networks. */
  public static final UNetStyle STANDARD =
      new UNetStyle(
          NoiseEmbedding.DDPM,
          ClassEmbedding.AFTER_LAYERS,
          Modulation.SCALE_AND_SHIFT,
          Resampling.CONVOLUTION,
          DecoderAttention.EVERY_BLOCK,
          false,
          false,
          4,
          1e-5);

  /** DDPM (Ho et al. 2020). */
  public static final UNetStyle DDPM =
      new UNetStyle(
          NoiseEmbedding.DDPM,
          ClassEmbedding.AFTER_LAYERS,
          Modulation.ADD,
          Resampling.CONVOLUTION,
          DecoderAttention.EVERY_BLOCK,
          false,
          false,
          4,
          1e-6);

  /** Improved DDPM (Nichol and Dhariwal 2021). */
  public static final UNetStyle IDDPM =
      new UNetStyle(
          NoiseEmbedding.ADM,
          ClassEmbedding.AFTER_LAYERS,
          Modulation.SCALE_AND_SHIFT,
          Resampling.CONVOLUTION,
          DecoderAttention.EVERY_BLOCK,
          false,
          false,
          4,
          1e-5);

  /**
   * ADM (Dhariwal and Nichol 2021), which EDM uses for ImageNet. Its first levels of fewer than 128
   * channels, in the networks for 512x512, keep 32 groups: {@code withGroupChannels(1)}.
   */
  public static final UNetStyle ADM =
      new UNetStyle(
          NoiseEmbedding.ADM,
          ClassEmbedding.AFTER_LAYERS,
          Modulation.SCALE_AND_SHIFT,
          Resampling.BLOCK,
          DecoderAttention.EVERY_BLOCK,
          false,
          false,
          4,
          1e-5);

  /** DDPM++ (Song et al. 2021), as EDM has it (Karras et al. 2022). */
  public static final UNetStyle DDPM_PLUS_PLUS =
      new UNetStyle(
          NoiseEmbedding.DDPM,
          ClassEmbedding.BEFORE_LAYERS,
          Modulation.ADD,
          Resampling.PROJECTED_BLOCK,
          DecoderAttention.LAST_BLOCK,
          false,
          true,
          4,
          1e-6);

  /** NCSN++ (Song et al. 2021), as EDM has it (Karras et al. 2022). */
  public static final UNetStyle NCSN_PLUS_PLUS =
      new UNetStyle(
          NoiseEmbedding.FOURIER,
          ClassEmbedding.BEFORE_LAYERS,
          Modulation.ADD,
          Resampling.FILTERED_BLOCK,
          DecoderAttention.LAST_BLOCK,
          true,
          true,
          4,
          1e-6);

  /** Checks every choice. */
  public UNetStyle {
    Objects.requireNonNull(noiseEmbedding, "noise-embedding");
    Objects.requireNonNull(classEmbedding, "class-embedding");
    Objects.requireNonNull(modulation, "modulation");
    Objects.requireNonNull(resampling, "resampling");
    Objects.requireNonNull(decoderAttention, "decoder-attention");
    if (groupChannels < 1) {
      throw new IllegalArgumentException(
          "group-channels is " + groupChannels + "; it must be 1 or more");
    }
    if (!(normEpsilon > 0 && normEpsilon < 1)) {
      throw new IllegalArgumentException(
          "norm-epsilon is " + normEpsilon + "; it must be above 0 and below 1");
    }
  }

  /** Returns the same with another least number of channels of a group. */
  public UNetStyle withGroupChannels(int least) {
    return new UNetStyle(
        noiseEmbedding,
        classEmbedding,
        modulation,
        resampling,
        decoderAttention,
        residualEncoder,
        scaledResiduals,
        least,
        normEpsilon);
  }

  /** What a sum of two branches is multiplied by. */
  double residualScale() {
    return scaledResiduals ? Math.sqrt(0.5) : 1;
  }
}
