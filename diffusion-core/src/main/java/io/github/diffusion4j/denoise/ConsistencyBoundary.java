package io.github.diffusion4j.denoise;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Makes estimates those of a consistency function, which leaves pictures without noise as they are:
 * {@code out D + skip scale x} with {@code skip = s^2 / (t^2 + s^2)} and {@code out = t / sqrt(t^2
 * + s^2)} (Song et al. 2023, section 3; latent consistency models, Luo et al. 2023), where scale x
 * is the process's own state and t what the network is told of the level, scaled.
 *
 * @param denoiser whose estimates are changed
 * @param process what the network is told comes from it
 * @param timeScale what t is multiplied by; 10 as a rule
 * @param sigmaData s, 0.5 as a rule
 */
public record ConsistencyBoundary(
    Denoiser denoiser, NoiseProcess process, double timeScale, double sigmaData)
    implements Refinement {

  /** Checks the numbers. */
  public ConsistencyBoundary {
    if (!(timeScale > 0 && sigmaData > 0)) {
      throw new IllegalArgumentException(
          "the time's scale is "
              + timeScale
              + " and sigmaData "
              + sigmaData
              + "; both are above 0, such as 10 and 0.5");
    }
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    double[] outs = new double[sigmas.length];
    double[] skips = new double[sigmas.length];
    Arrays.setAll(outs, k -> time(sigmas[k]) / Math.hypot(time(sigmas[k]), sigmaData));
    Arrays.setAll(skips, k -> skip(sigmas[k]));
    return denoiser
        .estimate(x, sigmas)
        .map(pictures -> PerPicture.times(pictures, outs).add(PerPicture.times(x, skips)));
  }

  private double time(double sigma) {
    return timeScale * process.condition(sigma);
  }

  private double skip(double sigma) {
    double share = sigmaData / Math.hypot(time(sigma), sigmaData);
    return share * share * process.scale(sigma);
  }
}
