package io.github.diffusion4j.denoise;

/**
 * How strongly estimates are guided, and where.
 *
 * <p>Guidance is of use at middle levels only: at high noise it takes variety, at low noise it does
 * nothing, so it may be limited to an interval (Kynkaanniemi et al. 2024).
 *
 * <p>Strong guidance also makes pictures too contrasty. Rescaling (Lin et al. 2024, section 3.4)
 * brings each guided estimate back to the deviation that the unguided one has over all its
 * elements: {@code rescale * std(d) / std(g) * g + (1 - rescale) * g}. The paper does so with
 * whatever the network predicts; here it is the estimated picture always, because contrast is the
 * picture's: an estimate of the noise has about deviation 1 with any guidance, and the result
 * should not depend on how a network is parameterised.
 *
 * @param scale 0 or more; 1 is off, and more is stronger
 * @param sigmaMin guidance acts above this level only; 0 or more
 * @param sigmaMax guidance acts up to this level; above {@code sigmaMin}, perhaps infinite
 * @param rescale how much of the contrast is brought back, 0 (none) to 1; 0.7 in the paper
 */
public record Guidance(double scale, double sigmaMin, double sigmaMax, double rescale) {

  /** Checks the numbers. */
  public Guidance {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "guidance scale is " + scale + "; it is 0 or more, and 1 is no guidance");
    }
    if (!(sigmaMin >= 0 && sigmaMin < sigmaMax)) {
      throw new IllegalArgumentException(
          "guidance acts above sigma "
              + sigmaMin
              + " and up to "
              + sigmaMax
              + "; the first is 0 or more and below the second");
    }
    if (!(rescale >= 0 && rescale <= 1)) {
      throw new IllegalArgumentException(
          "guidance rescale is " + rescale + "; it is 0 (off) to 1, such as 0.7");
    }
  }

  /** Makes one that acts at all levels and does not rescale. */
  public Guidance(double scale) {
    this(scale, 0, Double.POSITIVE_INFINITY, 0);
  }

  /** Returns the scale at a level: 1 outside the interval. */
  double at(double sigma) {
    return sigma > sigmaMin && sigma <= sigmaMax ? scale : 1;
  }
}
