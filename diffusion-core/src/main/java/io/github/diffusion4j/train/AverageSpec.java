package io.github.diffusion4j.train;

/**
 * How the weights that are drawn from are averaged over training.
 *
 * @param rule of the average
 * @param halfLife images after which a weight counts half, for rule half-life; above 0
 * @param power whether two power-function averages are kept as well and stored at each checkpoint,
 *     so that {@link PostHocAverage} can make one of any width afterwards: the size of two models a
 *     checkpoint
 */
public record AverageSpec(Rule rule, double halfLife, boolean power) {
  /** A twentieth of the images seen: an average over the random beginning would be worse. */
  private static final double RAMP = 0.05;

  /** How much the average so far counts at an update. */
  public enum Rule {
    /** {@code ema-decay}, warmed up as {@code min(ema-decay, (1 + n) / (10 + n))} at update n. */
    DECAY,
    /**
     * EDM's (Karras et al. 2022): {@code 2^(-batch / h)} with {@code h} the half-life, or a
     * twentieth of the images seen if that is less.
     */
    HALF_LIFE
  }

  /** The average of a constant decay, and no other. */
  public static final AverageSpec STANDARD = new AverageSpec(Rule.DECAY, 500_000, false);

  /** Checks the numbers. */
  public AverageSpec {
    if (rule == null) {
      throw new IllegalArgumentException("rule is null; it must be decay or half-life");
    }
    if (!(halfLife > 0 && halfLife < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("half-life is " + halfLife + "; it must be above 0");
    }
  }

  /**
   * Returns what the average so far is multiplied by.
   *
   * @param limit of rule decay
   * @param updates this one included
   * @param batch images of an update
   */
  double decay(double limit, long updates, int batch) {
    return switch (rule) {
      // Early on the weights move fast, and an average over all of them would lag behind.
      case DECAY -> Math.min(limit, (1.0 + updates) / (10.0 + updates));
      case HALF_LIFE -> halved(batch, (updates - 1.0) * batch);
    };
  }

  /** Returns EDM's decay for a batch after some images; 0 at the first. */
  double halved(double batch, double images) {
    return Math.pow(0.5, batch / Math.min(halfLife, RAMP * images));
  }
}
