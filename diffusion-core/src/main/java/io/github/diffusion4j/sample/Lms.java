package io.github.diffusion4j.sample;

/**
 * Linear multistep method (Adams-Bashforth for uneven steps): the slope of the probability-flow
 * equation is taken for the polynomial in sigma through the last ones, and integrated exactly. One
 * call of the denoiser a step.
 *
 * @param order 1 to 4; the first steps have less
 */
public record Lms(int order) implements Multistep {
  // Gauss and Legendre's rule of two points is exact for the cubics of order 4.
  private static final double NODE = 1 / Math.sqrt(3);

  /** Checks the order. */
  public Lms {
    Ipndm.checkOrder(order);
  }

  @Override
  public Variable variable() {
    return Variable.NOISE;
  }

  @Override
  public Update update(Trail trail) {
    int used = Math.min(order, trail.levels().length);
    double half = (trail.to() - trail.from()) / 2;
    double middle = (trail.to() + trail.from()) / 2;
    double[] weights = new double[used];
    for (int j = 0; j < used; j++) {
      double near = basis(trail.levels(), used, j, middle - half * NODE);
      double far = basis(trail.levels(), used, j, middle + half * NODE);
      weights[j] = half * (near + far);
    }
    return Update.of(1, weights);
  }

  private static double basis(double[] levels, int used, int j, double sigma) {
    double product = 1;
    for (int i = 0; i < used; i++) {
      if (i != j) {
        product *= (sigma - levels[i]) / (levels[j] - levels[i]);
      }
    }
    return product;
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
