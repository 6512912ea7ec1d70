package io.github.diffusion4j.noise;

/**
 * The process whose variance stays below that of the variance-preserving one (Song et al. 2021,
 * equation 12): mean {@code m(t) x0} with {@code m^2 = exp(-integral of beta)}, deviation {@code 1
 * - m^2}, so {@code sigma = (1 - m^2) / m}.
 *
 * @param betaMin beta at time 0; above 0
 * @param betaMax beta at time 1; above {@code betaMin}
 * @param firstTime the least time in training and sampling; above 0 and below 1
 */
public record SubVariancePreserving(double betaMin, double betaMax, double firstTime)
    implements ContinuousProcess {
  private static final int LABELS = 999;

  /** Checks the numbers. */
  public SubVariancePreserving {
    LinearBeta.check(betaMin, betaMax, firstTime);
  }

  /** Makes it with the paper's numbers: 0.1, 20 and 0.001. */
  public SubVariancePreserving() {
    this(0.1, 20, 1e-3);
  }

  @Override
  public double sigma(double t) {
    // (1 - m^2) / m is 2 sinh(-ln m), which does not lose digits at small times.
    return 2 * Math.sinh(LinearBeta.integral(betaMin, betaMax, t) / 2);
  }

  @Override
  public double time(double sigma) {
    return LinearBeta.time(betaMin, betaMax, -2 * Math.log(scale(sigma)));
  }

  @Override
  public double drift(double t) {
    return -LinearBeta.at(betaMin, betaMax, t) / 2;
  }

  @Override
  public double diffusion(double t) {
    double lost = -Math.expm1(-2 * LinearBeta.integral(betaMin, betaMax, t));
    return Math.sqrt(LinearBeta.at(betaMin, betaMax, t) * lost);
  }

  @Override
  public double sigmaRate(double t) {
    return LinearBeta.at(betaMin, betaMax, t)
        * Math.cosh(LinearBeta.integral(betaMin, betaMax, t) / 2);
  }

  @Override
  public double scale(double sigma) {
    return 2 / (sigma + Math.sqrt(sigma * sigma + 4));
  }

  /** Returns {@code 999 t}. */
  @Override
  public double condition(double sigma) {
    return LABELS * time(sigma);
  }

  @Override
  public double startDeviation(double sigma) {
    return 1 / scale(sigma);
  }
}
