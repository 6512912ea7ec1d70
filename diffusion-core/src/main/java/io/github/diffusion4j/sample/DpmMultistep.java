package io.github.diffusion4j.sample;

import io.github.diffusion4j.sample.Extrapolation.Slope;

/**
 * DPM-Solver++ and DPM-Solver as multistep methods (Lu et al. 2022b, algorithm 2): one call of the
 * denoiser a step, whatever the order. Order 2 in the picture is DPM++ 2M; with eta 1 it is DPM++
 * 2M SDE, and order 3 is DPM++ 3M SDE.
 *
 * @param order 1 to 3; the first steps have less
 * @param variable what is extrapolated
 * @param slope how second order counts the change between answers
 * @param eta 0 is deterministic, 1 follows the reverse stochastic equation
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 * @param lowerOrderFinal whether the last steps of a run of less than 15 go down in order to 1,
 *     which keeps few steps stable
 */
public record DpmMultistep(
    int order,
    Variable variable,
    Slope slope,
    double eta,
    double noiseScale,
    boolean lowerOrderFinal)
    implements Multistep {
  private static final int MANY_STEPS = 15;

  /** Checks the numbers. */
  public DpmMultistep {
    DpmSinglestep.checkOrder(order);
    AncestralSplit.checkEta(eta);
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  /** Makes a deterministic one in the picture, DPM-Solver++. */
  public DpmMultistep(int order) {
    this(order, Variable.PICTURE, 0);
  }

  /** Makes one of the usual kind. */
  public DpmMultistep(int order, Variable variable, double eta) {
    this(order, variable, Slope.MIDPOINT, eta, 1, true);
  }

  @Override
  public Update update(Trail trail) {
    boolean ending = lowerOrderFinal && trail.steps() < MANY_STEPS;
    int wanted = ending ? Math.min(order, trail.left() + 1) : order;
    Extrapolation step = Extrapolation.of(variable, trail.from(), trail.to(), eta);
    Update update =
        switch (trail.usable(wanted)) {
          case 1 -> step.constant();
          case 2 -> step.line(slope, trail.behind(1));
          default -> step.parabola(trail.behind(1), trail.behind(2), 1);
        };
    return update.withNoise(noiseScale * update.noise());
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }
}
