package io.github.diffusion4j.cascade;

/**
 * What small pictures suffer in training before a larger picture is to be made of them. The real
 * ones are sharper and cleaner than those that the stage before will draw; a stage that never saw a
 * bad one copies its mistakes (Ho et al. 2022, section 4).
 *
 * @param blurProbability how many of them are blurred, 0 to 1
 * @param blurSigmaMin least deviation of the blur, in their pixels, above 0
 * @param blurSigmaMax largest one; each picture's is drawn evenly in between
 * @param noise whether noise is put on them as the noise process does it, with levels as training
 *     meets them, and the network told of the level
 */
public record ConditioningAugmentation(
    double blurProbability, double blurSigmaMin, double blurSigmaMax, boolean noise) {
  private static final double LARGEST_BLUR = 100;

  /** None at all. */
  public static final ConditioningAugmentation NONE =
      new ConditioningAugmentation(0, 0.4, 0.6, false);

  /** Checks every number. */
  public ConditioningAugmentation {
    require(
        blurProbability >= 0 && blurProbability <= 1,
        "blur-probability",
        blurProbability,
        "from 0, which is never, to 1");
    require(
        blurSigmaMin > 0 && blurSigmaMin <= LARGEST_BLUR,
        "blur-sigma-min",
        blurSigmaMin,
        "above 0 and at most " + LARGEST_BLUR);
    require(
        blurSigmaMax >= blurSigmaMin && blurSigmaMax <= LARGEST_BLUR,
        "blur-sigma-max",
        blurSigmaMax,
        "from blur-sigma-min (" + blurSigmaMin + ") to " + LARGEST_BLUR);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
