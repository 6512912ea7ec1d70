package io.github.diffusion4j.cascade;

/**
 * How a stage's pictures are handed to the next when a cascade draws. It can be chosen anew for a
 * trained cascade.
 *
 * @param samplingNoise level of the noise on the pictures handed over, as a sigma: the deviation of
 *     what is added to pictures of -1 to 1; 0 or more, 0 for none. Where stages were trained
 *     without noise it does not count
 * @param truncated how the noise comes there: by ending the stage before at that level, instead of
 *     finishing its pictures and adding noise to them
 */
public record Handover(double samplingNoise, boolean truncated) {
  /** Pictures as they are. */
  public static final Handover CLEAN = new Handover(0, false);

  /** Checks the level. */
  public Handover {
    if (!(samplingNoise >= 0 && samplingNoise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sampling-noise is " + samplingNoise + "; it must be 0 or more");
    }
  }
}
