package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/** The best denoiser of normal data with the best variance of each step back. */
record NormalChain(NormalData data, NoiseSchedule schedule) implements Denoiser {
  @Override
  public Tensor denoise(Tensor x, double[] sigmas) {
    return data.denoise(x, sigmas);
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    Tensor denoised = denoise(x, sigmas);
    double[] largeness = Arrays.stream(sigmas).map(this::largeness).toArray();
    return new Estimate(denoised, PerPicture.times(denoised.affine(0, 1), largeness));
  }

  /** The step's variance is the posterior's and, on top, that of what is not known of x0. */
  private double largeness(double sigma) {
    int t = (int) Math.rint(schedule.stepAt(sigma));
    double clean = data.deviation() * data.deviation();
    double unknown = clean * sigma * sigma / (clean + sigma * sigma);
    NoiseSchedule.Posterior posterior = schedule.posterior(t);
    double weight = posterior.startCoefficient();
    double variance = posterior.variance() + weight * weight * unknown;
    double low = posterior.clippedLogVariance();
    return (Math.log(variance) - low) / (Math.log(schedule.beta(t)) - low);
  }
}
