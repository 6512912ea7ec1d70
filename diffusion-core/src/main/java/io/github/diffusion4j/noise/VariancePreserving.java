package io.github.diffusion4j.noise;

/**
 * The process of DDPM in continuous time: {@code dx = -beta(t) / 2 x dt + sqrt(beta(t)) dw} with
 * {@code beta(t)} linear (Song et al. 2021, equation 11).
 *
 * <p>{@code sigma(t)^2 = exp(betaMin t + (betaMax - betaMin) t^2 / 2) - 1}.
 *
 * @param betaMin beta at time 0; above 0
 * @param betaMax beta at time 1; above {@code betaMin}
 * @param firstTime the least time in training and sampling; above 0 and below 1
 */
public record VariancePreserving(double betaMin, double betaMax, double firstTime)
    implements ContinuousProcess {
  private static final int LABELS = 999;

  /** Checks the numbers. */
  public VariancePreserving {
    LinearBeta.check(betaMin, betaMax, firstTime);
  }

  /** Makes it with the paper's numbers: 0.1, 20 and 0.001. */
  public VariancePreserving() {
    this(0.1, 20, 1e-3);
  }

  @Override
  public double sigma(double t) {
    return Math.sqrt(Math.expm1(LinearBeta.integral(betaMin, betaMax, t)));
  }

  @Override
  public double time(double sigma) {
    return LinearBeta.time(betaMin, betaMax, Math.log1p(sigma * sigma));
  }

  @Override
  public double drift(double t) {
    return -LinearBeta.at(betaMin, betaMax, t) / 2;
  }

  @Override
  public double diffusion(double t) {
    return Math.sqrt(LinearBeta.at(betaMin, betaMax, t));
  }

  @Override
  public double sigmaRate(double t) {
    double sigma = sigma(t);
    return LinearBeta.at(betaMin, betaMax, t) * (sigma * sigma + 1) / (2 * sigma);
  }

  @Override
  public double scale(double sigma) {
    return 1 / Math.sqrt(1 + sigma * sigma);
  }

  /** Returns {@code 999 t}: the index that a discrete schedule of 1000 steps would have. */
  @Override
  public double condition(double sigma) {
    return LABELS * time(sigma);
  }

  @Override
  public double startDeviation(double sigma) {
    return 1 / scale(sigma);
  }
}
