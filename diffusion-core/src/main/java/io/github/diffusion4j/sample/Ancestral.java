package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Clipping;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.tensor.Tensor;

/**
 * DDPM's sampler (Ho et al. 2020, algorithm 2): draws each state from the distribution it would
 * have if the estimate were the picture, {@code x' = D + (sigma' / sigma)^2 (x - D) + deviation *
 * z}. The last step, to level 0, adds no noise.
 *
 * @param variance how large the added noise is; both fixed ones are right in the limit of many
 *     steps, the small one is better with few
 * @param clip whether estimates are kept in -1 to 1
 */
public record Ancestral(Variance variance, boolean clip) implements SingleStep {
  /** Makes one that clips. */
  public Ancestral(Variance variance) {
    this(variance, true);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Denoiser denoiser = clip ? new Clipping(task.denoiser()) : task.denoiser();
    Estimate estimate = denoiser.estimate(x, from);
    double ratio = to / from;
    Tensor next = SamplingLoop.keepNoise(ratio * ratio, x, estimate.pictures());
    if (to > 0) {
      Tensor noise = task.noise().next(x.engine(), x.shape(), x.type());
      next = next.add(scaled(noise, estimate, from, to));
    }
    return new Stepper.Moved(next, estimate.pictures());
  }

  private Tensor scaled(Tensor noise, Estimate estimate, double from, double to) {
    double removed = from * from - to * to;
    double small = removed * to * to / (from * from);
    // beta = 1 - alphaBar / alphaBar', over alphaBar', with alphaBar = 1 / (1 + sigma^2)
    double large = removed * (1 + to * to) / (1 + from * from);
    return switch (variance) {
      case FIXED_SMALL -> noise.multiply(Math.sqrt(small));
      case FIXED_LARGE -> noise.multiply(Math.sqrt(large));
      case LEARNED -> {
        if (estimate.largeness() == null) {
          throw new IllegalArgumentException(
              "ancestral sampling is to use the learned variance, but the model learned none;"
                  + " choose ancestral or ancestral-large");
        }
        double slope = Math.log(large / small) / 2;
        yield noise.multiply(estimate.largeness().affine(slope, Math.log(small) / 2).exp());
      }
    };
  }
}
