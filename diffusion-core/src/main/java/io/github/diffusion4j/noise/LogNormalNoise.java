package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * The noise of EDM (Karras et al. 2022, section 5): levels are drawn from a log-normal
 * distribution, the picture is not scaled, and the network is told {@code ln(sigma) / 4}.
 *
 * @param logMean the mean of {@code ln sigma} in training
 * @param logDeviation the standard deviation of {@code ln sigma} in training; above 0
 * @param sigmaMin the least noise level in sampling; above 0
 * @param sigmaMax the largest noise level in sampling; above {@code sigmaMin}
 */
public record LogNormalNoise(double logMean, double logDeviation, double sigmaMin, double sigmaMax)
    implements NoiseProcess {

  /** Checks the numbers. */
  public LogNormalNoise {
    Levels.requirePositive("logDeviation", logDeviation);
    Levels.requireRange(sigmaMin, sigmaMax);
    if (!Double.isFinite(logMean)) {
      throw new IllegalArgumentException("logMean is " + logMean + "; it is a finite number");
    }
  }

  /** Makes it with the paper's numbers: -1.2, 1.2, 0.002 and 80. */
  public LogNormalNoise() {
    this(-1.2, 1.2, 0.002, 80);
  }

  @Override
  public double scale(double sigma) {
    return 1;
  }

  @Override
  public double condition(double sigma) {
    return Math.log(sigma) / 4;
  }

  @Override
  public double draw(RandomStream stream) {
    return Math.exp(logMean + logDeviation * stream.nextGaussian());
  }

  @Override
  public double quantile(double share) {
    return Math.exp(logMean + logDeviation * Gaussians.quantile(share));
  }

  @Override
  public double growth(double sigma) {
    double z = (Math.log(sigma) - logMean) / logDeviation;
    return sigma * logDeviation * Math.sqrt(2 * Math.PI) * Math.exp(z * z / 2);
  }

  @Override
  public double startDeviation(double sigma) {
    return sigma;
  }
}
