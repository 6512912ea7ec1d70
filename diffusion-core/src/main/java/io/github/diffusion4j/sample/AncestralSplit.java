package io.github.diffusion4j.sample;

/**
 * A step in two: down to a level below the next without noise, then up by new noise, {@code down^2
 * + up^2 = to^2}.
 *
 * @param down the level to go down to
 * @param up the deviation of the noise to add there
 */
record AncestralSplit(double down, double up) {
  /**
   * Makes one.
   *
   * @param eta 0 adds no noise, 1 as much as the posterior's variance; no more than all is new
   */
  static AncestralSplit of(double from, double to, double eta) {
    if (eta == 0 || to == 0) {
      return new AncestralSplit(to, 0);
    }
    double ratio = to / from;
    double up = to * Math.min(1, eta * Math.sqrt(1 - ratio * ratio));
    return new AncestralSplit(Math.sqrt(Math.max(0, to * to - up * up)), up);
  }

  static void checkEta(double eta) {
    if (!(eta >= 0 && eta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "eta is " + eta + "; it is 0 (deterministic) or more, such as 1");
    }
  }

  static void checkNoiseScale(double noiseScale) {
    if (!(noiseScale >= 0 && noiseScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "noise scale is " + noiseScale + "; it is 0 or more, about 1");
    }
  }
}
