package io.github.diffusion4j.denoise;

import java.util.Objects;

/**
 * How estimates are kept in the range of pictures, -1 to 1, after all that guides them.
 *
 * @param thresholding which way
 * @param thresholdPercentile of {@code |x0|} over a picture that dynamic thresholding divides by,
 *     in percent, 50 to 100; 99.5, or 95 with strong guidance. Not used by the others
 */
public record Thresholding(Kind thresholding, double thresholdPercentile) {
  /** Leaves estimates as they are. */
  public static final Thresholding NONE = new Thresholding(Kind.NONE, 99.5);

  /** The ways. */
  public enum Kind {
    /** Leaves estimates as they are. */
    NONE,
    /** Cuts off what is outside, {@link Clipping}. */
    STATIC,
    /** Divides by a percentile, {@link DynamicThresholding}. */
    DYNAMIC
  }

  /** Checks the percentile. */
  public Thresholding {
    Objects.requireNonNull(thresholding, "thresholding");
    if (!(thresholdPercentile >= 50 && thresholdPercentile <= 100)) {
      throw new IllegalArgumentException(
          "threshold-percentile is "
              + thresholdPercentile
              + "; it must be from 50 to 100 percent, such as 99.5");
    }
  }

  /** Returns the denoiser with its estimates kept in range. */
  public Denoiser around(Denoiser denoiser) {
    return switch (thresholding) {
      case NONE -> denoiser;
      case STATIC -> new Clipping(denoiser);
      case DYNAMIC -> new DynamicThresholding(denoiser, thresholdPercentile / 100);
    };
  }
}
