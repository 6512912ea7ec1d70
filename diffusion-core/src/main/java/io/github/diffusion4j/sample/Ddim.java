package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * DDIM (Song et al. 2021): takes the noise out, puts a share of it back, and makes up for the rest
 * with new noise: {@code x' = D + sqrt(sigma'^2 - up^2) (x - D) / sigma + up z} with {@code up =
 * eta sigma' sqrt(1 - sigma'^2 / sigma^2)}.
 *
 * @param eta 0 is deterministic, 1 is ancestral sampling with the posterior variance
 * @param clip whether estimates are kept in -1 to 1, and what follows from it
 */
public record Ddim(double eta, Clip clip) implements SingleStep {
  /** What is clipped. Implementations of DDIM differ in this, and so do their pictures. */
  public enum Clip {
    /** Nothing. */
    NONE,
    /** Estimates; the noise is derived from the clipped ones, so that the two agree. */
    ALL,
    /** Estimates; the noise stays that of the unclipped ones. */
    PICTURE
  }

  /** Checks eta. */
  public Ddim {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "eta is " + eta + "; it is 0 (deterministic) to 1 (ancestral)");
    }
  }

  /** Makes one that clips, and derives the noise from the clipped estimates. */
  public Ddim(double eta) {
    this(eta, true);
  }

  /** Makes one that clips all or nothing. */
  public Ddim(double eta, boolean clip) {
    this(eta, clip ? Clip.ALL : Clip.NONE);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor raw = task.denoiser().denoise(x, from);
    Tensor denoised = clip == Clip.NONE ? raw : raw.clamp(-1, 1);
    AncestralSplit split = AncestralSplit.of(from, to, eta);
    double kept = split.down() / from;
    Tensor mean =
        clip == Clip.PICTURE
            ? denoised.add(x.subtract(raw).multiply(kept))
            : SamplingLoop.keepNoise(kept, x, denoised);
    return new Stepper.Moved(SamplingLoop.addNoise(mean, split.up(), task.noise()), denoised);
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }
}
