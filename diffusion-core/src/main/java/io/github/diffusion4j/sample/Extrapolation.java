package io.github.diffusion4j.sample;

/**
 * How a step of the DPM-Solver family goes from one level to another, if m is taken for a
 * polynomial in {@code lambda = -ln sigma} that is known at a few levels.
 *
 * <p>With h the step in lambda, the exact solution for the polynomial {@code m_0 + D1 (s / h) + D2
 * (s / h)^2} is a weighted sum of the state, {@code m_0}, D1 and D2 (Lu et al. 2022a, 2022b, in
 * units of sigma). The published solvers give D2 half of its weight; so does this.
 *
 * @param keep what the state is multiplied by
 * @param first what {@code m_0} is multiplied by
 * @param second what D1 is multiplied by
 * @param third what D2 is multiplied by
 * @param noise the deviation of the noise added
 */
record Extrapolation(double keep, double first, double second, double third, double noise) {
  /** How the first derivative of m counts, if no higher one is known. */
  enum Slope {
    /** By half of the weight of m itself, as if m were measured half-way. */
    MIDPOINT,
    /** By its exact integral; called heun or taylor in the literature. */
    EXACT
  }

  /**
   * Makes one.
   *
   * @param from above 0
   * @param to 0 or more; only {@code first} has a meaning at 0
   * @param eta how stochastic: 0 follows the probability-flow equation, 1 the reverse stochastic
   *     one
   */
  static Extrapolation of(Variable variable, double from, double to, double eta) {
    if (to == 0) {
      return variable == Variable.PICTURE
          ? new Extrapolation(0, 1, 0, 0, 0)
          : new Extrapolation(1, -from, 0, 0, 0);
    }
    double h = Math.log(from / to);
    if (h == 0) {
      return new Extrapolation(1, 0, 0, 0, 0);
    }
    return variable == Variable.PICTURE ? picture(h, to, eta) : noise(h, to, eta);
  }

  private static Extrapolation picture(double h, double to, double eta) {
    double longer = h * (1 + eta);
    double first = -Math.expm1(-longer);
    double second = 1 - first / longer;
    double noise = eta == 0 ? 0 : to * Math.sqrt(-Math.expm1(-2 * eta * h));
    return new Extrapolation(Math.exp(-longer), first, second, 0.5 - second / longer, noise);
  }

  private static Extrapolation noise(double h, double to, double eta) {
    double scale = -(1 + eta) * to;
    double grown = Math.expm1(h);
    double second = grown / h - 1;
    double noise = eta == 0 ? 0 : to * Math.sqrt(eta * Math.expm1(2 * h));
    return new Extrapolation(1, scale * grown, scale * second, scale * (second / h - 0.5), noise);
  }

  /** Returns the step that takes m for a constant. */
  Update constant() {
    return new Update(keep, noise, first);
  }

  /**
   * Returns the step for a line through {@code m_0} and {@code m_1}.
   *
   * @param at how far {@code m_1} is from {@code m_0} in lambda, as a share of the step; negative
   *     for an earlier one
   */
  Update line(Slope slope, double at) {
    double weight = (slope == Slope.EXACT ? second : first / 2) / at;
    return new Update(keep, noise, first - weight, weight);
  }

  /**
   * Returns the step for a parabola through three m.
   *
   * @param near where {@code m_1} is, as for a line
   * @param far where {@code m_2} is
   * @param curvature what the weight of D2 is multiplied by
   */
  Update parabola(double near, double far, double curvature) {
    double apart = far - near;
    double ofNear = (second * far - third * curvature) / apart / near;
    double ofFar = (third * curvature - second * near) / apart / far;
    return new Update(keep, noise, first - ofNear - ofFar, ofNear, ofFar);
  }
}
