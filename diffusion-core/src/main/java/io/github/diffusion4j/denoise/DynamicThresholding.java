package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Brings estimates back into the range of pictures by dividing instead of cutting off (Saharia et
 * al. 2022, section 2.3): with s a high quantile of {@code |x0|} over all elements of a picture,
 * {@code x0' = clamp(x0, -s, s) / s}.
 *
 * <p>Strong guidance pushes estimates out of -1 to 1. {@link Clipping}, the static form, saturates
 * whatever is outside; this keeps the differences between most of it. Meant for pictures
 * themselves, -1 to 1: latent arrays have no such range. Samplers derive the noise from the changed
 * estimate.
 *
 * @param denoiser whose estimates are changed
 * @param ratio of the elements that s is to cover, 0 to 1; 0.995, or 0.95 with strong guidance
 * @param maximum that s does not exceed, above 0, perhaps infinite; s is 1 at least unless this is
 *     less. 1 is {@link Clipping}
 */
public record DynamicThresholding(Denoiser denoiser, double ratio, double maximum)
    implements Refinement {

  /** Checks the numbers. */
  public DynamicThresholding {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "the ratio of dynamic thresholding is "
              + ratio
              + "; it is a share of the elements, 0 to 1, such as 0.995");
    }
    if (!(maximum > 0)) {
      throw new IllegalArgumentException(
          "the maximum of dynamic thresholding is "
              + maximum
              + "; it is above 0, and infinite if there is to be none");
    }
  }

  /** Makes one whose threshold has no maximum. */
  public DynamicThresholding(Denoiser denoiser, double ratio) {
    this(denoiser, ratio, Double.POSITIVE_INFINITY);
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    return denoiser.estimate(x, sigmas).map(this::threshold);
  }

  private Tensor threshold(Tensor pictures) {
    Tensor quantile = PerPicture.rows(pictures.abs()).quantile(ratio, 1);
    Tensor limit =
        PerPicture.broadcastable(quantile.clamp(Math.min(1, maximum), maximum), pictures);
    return pictures.minimum(limit).maximum(limit.negate()).divide(limit);
  }
}
