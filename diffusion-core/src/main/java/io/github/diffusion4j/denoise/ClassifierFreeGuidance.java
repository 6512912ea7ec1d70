package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Moves an estimate away from a reference: {@code r + scale * (d - r)}.
 *
 * <p>What it does depends on what the reference is:
 *
 * <ul>
 *   <li>the same model not told what to show: classifier-free guidance (Ho and Salimans 2022);
 *   <li>the same model told what not to show: a negative condition;
 *   <li>a weaker model, smaller or less trained, told the same: autoguidance (Karras et al. 2024),
 *       for which no model without a condition is needed.
 * </ul>
 *
 * <p>A scale of 1 means no guidance, and costs nothing: the reference is not asked, unless for a
 * guard. Ho and Salimans count from there: their w is {@code scale - 1}.
 *
 * @param denoiser knows what the pictures should show; its learned variance is passed on
 * @param reference what its estimates are moved away from
 * @param guidance how far, and at which levels
 * @param guard sees both estimates, where the reference is the same model not told what to show;
 *     null for none
 */
public record ClassifierFreeGuidance(
    Denoiser denoiser, Denoiser reference, Guidance guidance, ConditionGuard guard)
    implements Refinement {

  /** Makes one without a guard. */
  public ClassifierFreeGuidance(Denoiser denoiser, Denoiser reference, Guidance guidance) {
    this(denoiser, reference, guidance, null);
  }

  /** Makes one that is the same at all levels and does not rescale. */
  public ClassifierFreeGuidance(Denoiser denoiser, Denoiser reference, double scale) {
    this(denoiser, reference, new Guidance(scale));
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    Estimate estimate = denoiser.estimate(x, sigmas);
    double[] scales = Arrays.stream(sigmas).map(guidance::at).toArray();
    boolean off = Arrays.stream(scales).allMatch(scale -> scale == 1);
    if (off && (guard == null || !guard.always())) {
      return estimate;
    }
    Tensor away = reference.denoise(x, sigmas);
    if (guard != null) {
      guard.observe(estimate.pictures(), away, sigmas);
    }
    if (off) {
      return estimate;
    }
    return estimate.map(
        pictures -> {
          Tensor guided = away.add(PerPicture.times(pictures.subtract(away), scales));
          return guidance.rescale() == 0 ? guided : rescaled(guided, pictures);
        });
  }

  private Tensor rescaled(Tensor guided, Tensor pictures) {
    Tensor ratio = deviation(pictures).divide(deviation(guided));
    Tensor factor = ratio.affine(guidance.rescale(), 1 - guidance.rescale());
    return guided.multiply(PerPicture.broadcastable(factor, guided));
  }

  /** The deviation of each picture's elements, kept from 0 for pictures that are one grey. */
  private static Tensor deviation(Tensor pictures) {
    return PerPicture.rows(pictures).variance(1).sqrt().add(1e-8);
  }
}
