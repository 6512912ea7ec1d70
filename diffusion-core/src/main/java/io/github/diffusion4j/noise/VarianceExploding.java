package io.github.diffusion4j.noise;

/**
 * The process that only adds noise: {@code sigma(t) = sigmaMin (sigmaMax / sigmaMin)^t} (Song et
 * al. 2021, equation 9). The network is told {@code ln(sigma / 2)} (Karras et al. 2022, table 1).
 *
 * @param sigmaMin sigma at time 0; above 0
 * @param sigmaMax sigma at time 1; about the largest distance between two training pictures
 * @param firstTime the least time in training and sampling; above 0 and below 1
 */
public record VarianceExploding(double sigmaMin, double sigmaMax, double firstTime)
    implements ContinuousProcess {

  /** Checks the numbers. */
  public VarianceExploding {
    Levels.requireRange(sigmaMin, sigmaMax);
    if (!(firstTime >= 0 && firstTime < 1)) {
      throw new IllegalArgumentException(
          "firstTime is " + firstTime + "; it lies from 0 to below 1, such as 0.00001");
    }
  }

  /** Makes it with the paper's numbers for pictures of 32x32: 0.01, 50 and 0.00001. */
  public VarianceExploding() {
    this(0.01, 50, 1e-5);
  }

  private double logRatio() {
    return Math.log(sigmaMax / sigmaMin);
  }

  @Override
  public double sigma(double t) {
    return sigmaMin * Math.exp(t * logRatio());
  }

  @Override
  public double time(double sigma) {
    return Math.log(sigma / sigmaMin) / logRatio();
  }

  @Override
  public double drift(double t) {
    return 0;
  }

  @Override
  public double diffusion(double t) {
    return sigma(t) * Math.sqrt(2 * logRatio());
  }

  @Override
  public double sigmaRate(double t) {
    return sigma(t) * logRatio();
  }

  @Override
  public double scale(double sigma) {
    return 1;
  }

  @Override
  public double condition(double sigma) {
    return Math.log(sigma / 2);
  }

  @Override
  public double startDeviation(double sigma) {
    return sigma;
  }
}
