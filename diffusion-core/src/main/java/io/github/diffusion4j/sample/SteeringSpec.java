package io.github.diffusion4j.sample;

/**
 * How pictures are steered.
 *
 * @param particles how many are drawn for each picture that comes out, 2 to 1024; the cost grows
 *     with them, and so does how well the wanted distribution is met
 * @param strength what the score is multiplied by, 0 or more; 0 does not steer
 * @param every after how many steps particles are scored, 1 or more; the last step always counts
 * @param threshold particles are drawn anew where their effective number falls below this share of
 *     them, 0 (never) to 1 (whenever they differ); 0.5 as a rule
 */
public record SteeringSpec(int particles, double strength, int every, double threshold) {
  private static final int MAX_PARTICLES = 1024;

  /** Checks the numbers. */
  public SteeringSpec {
    if (particles < 2 || particles > MAX_PARTICLES) {
      throw new IllegalArgumentException(
          "steering has "
              + particles
              + " particles a picture; it takes 2 to "
              + MAX_PARTICLES
              + ", such as 8");
    }
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "steering's strength is " + strength + "; it is 0 (off) or more");
    }
    if (every < 1) {
      throw new IllegalArgumentException(
          "steering scores every " + every + " steps; it is 1 or more");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "steering's threshold is " + threshold + "; it is 0 to 1, such as 0.5");
    }
  }

  /** Makes one that scores after every step and draws anew at half of the effective number. */
  public SteeringSpec(int particles, double strength) {
    this(particles, strength, 1, 0.5);
  }
}
