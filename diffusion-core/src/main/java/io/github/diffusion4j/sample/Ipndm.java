package io.github.diffusion4j.sample;

/**
 * Improved PNDM: the pseudo linear multistep method of Liu et al. (2022) from the first step on,
 * with as much order as there are answers (Zhang and Chen 2023). One call of the denoiser a step.
 *
 * <p>Its weights are those of Adams and Bashforth for even steps, on whatever grid.
 *
 * @param order 1 to 4; the first steps have less
 */
public record Ipndm(int order) implements Multistep {
  private static final double[][] ADAMS_BASHFORTH = {
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  /** Checks the order. */
  public Ipndm {
    checkOrder(order);
  }

  static void checkOrder(int order) {
    if (order < 1 || order > ADAMS_BASHFORTH.length) {
      throw new IllegalArgumentException("order is " + order + "; it is 1, 2, 3 or 4");
    }
  }

  @Override
  public Variable variable() {
    return Variable.NOISE;
  }

  @Override
  public Update update(Trail trail) {
    int used = Math.min(order, trail.levels().length);
    double[] weights = ADAMS_BASHFORTH[used - 1].clone();
    for (int j = 0; j < used; j++) {
      weights[j] *= trail.to() - trail.from();
    }
    return Update.of(1, weights);
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
