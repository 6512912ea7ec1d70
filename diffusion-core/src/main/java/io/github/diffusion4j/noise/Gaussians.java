package io.github.diffusion4j.noise;

/** Closed forms of normal distributions that likelihoods are made of, in nats. */
public final class Gaussians {
  /** Half the distance between two of the 256 values that a picture in -1 to 1 may have. */
  public static final double HALF_BIN = 1.0 / 255;

  /** What a probability is taken for if it is less, so that its logarithm is finite. */
  public static final double LEAST_PROBABILITY = 1e-12;

  /** Beyond this distance from 0 lie the outermost bins, which have no outer edge. */
  public static final double OUTERMOST = 0.999;

  /** The two numbers of {@link #cumulative}. */
  public static final double CUBIC = 0.044715;

  /** The other of them. */
  public static final double SLOPE = Math.sqrt(2 / Math.PI);

  private Gaussians() {}

  /**
   * Returns the Kullback-Leibler divergence of the second normal distribution from the first.
   *
   * @param mean of the first
   * @param logVariance of the first
   * @param otherMean of the second
   * @param otherLogVariance of the second
   */
  public static double kl(
      double mean, double logVariance, double otherMean, double otherLogVariance) {
    double apart = mean - otherMean;
    return 0.5
        * (otherLogVariance
            - logVariance
            - 1
            + Math.exp(logVariance - otherLogVariance)
            + apart * apart * Math.exp(-otherLogVariance));
  }

  /**
   * Returns the logarithm of the probability that a normal distribution gives to one of 256 values
   * in -1 to 1: its mass within 1/255 of the value; the outermost values take the tails (Ho et al.
   * 2020, equation 13).
   *
   * @param value in -1 to 1
   * @param logScale the logarithm of the standard deviation
   * @return at least ln 1e-12
   */
  public static double discretizedLogLikelihood(double value, double mean, double logScale) {
    double precision = Math.exp(-logScale);
    double above = cumulative(precision * (value - mean + HALF_BIN));
    double below = cumulative(precision * (value - mean - HALF_BIN));
    double mass = value < -OUTERMOST ? above : value > OUTERMOST ? 1 - below : above - below;
    return Math.log(Math.max(mass, LEAST_PROBABILITY));
  }

  /**
   * Returns the number that a share of the standard normal distribution's mass lies below.
   *
   * @param share 0 to 1; the ends are taken for 1e-12 from them
   */
  public static double quantile(double share) {
    double tail = Math.max(Math.min(share, 1 - share), LEAST_PROBABILITY);
    // Newton's method from the middle comes down to it, as the mass is convex left of 0.
    double x = 0;
    for (int i = 0; i < 60; i++) {
      double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      x += (tail - massBelow(x, density)) / density;
    }
    return share < 0.5 ? x : -x;
  }

  /** Marsaglia's series (2004), good to about 1e-16 near the middle. */
  private static double massBelow(double x, double density) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }

  /**
   * Returns the standard normal distribution's mass below x by the approximation that published
   * bits per dimension are computed with: {@code (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}.
   */
  public static double cumulative(double x) {
    return 0.5 * (1 + Math.tanh(SLOPE * (x + CUBIC * x * x * x)));
  }
}
