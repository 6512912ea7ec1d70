package io.github.diffusion4j.sample;

/**
 * DEIS in log-rho (Zhang and Chen 2023, tAB-DEIS): the noise is taken for the polynomial in ln
 * sigma through the last answers, and integrated exactly. One call of the denoiser a step.
 *
 * @param order 1 to 3; the first steps have less
 * @param lowerOrderFinal whether the last steps of a run of less than 15 go down in order to 1
 */
public record Deis(int order, boolean lowerOrderFinal) implements Multistep {
  private static final int MANY_STEPS = 15;

  /** Checks the order. */
  public Deis {
    DpmSinglestep.checkOrder(order);
  }

  /** Makes one that goes down in order at the end. */
  public Deis(int order) {
    this(order, true);
  }

  @Override
  public Variable variable() {
    return Variable.NOISE;
  }

  @Override
  public Update update(Trail trail) {
    boolean ending = lowerOrderFinal && trail.steps() < MANY_STEPS;
    int wanted = ending ? Math.min(order, trail.left() + 1) : order;
    Extrapolation step = Extrapolation.of(Variable.NOISE, trail.from(), trail.to(), 0);
    return switch (trail.usable(wanted)) {
      case 1 -> step.constant();
      case 2 -> step.line(Extrapolation.Slope.EXACT, trail.behind(1));
      // The exact weight of the curvature is twice that of DPM-Solver.
      default -> step.parabola(trail.behind(1), trail.behind(2), 2);
    };
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
