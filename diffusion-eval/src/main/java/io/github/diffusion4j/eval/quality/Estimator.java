package io.github.diffusion4j.eval.quality;

/** How a squared maximum mean discrepancy is estimated (Gretton et al. 2012). */
public enum Estimator {
  /** Means over all pairs, a row with itself too: never below 0, and above it for equal sources. */
  BIASED,
  /** Without pairs of a row with itself within a set: 0 on average for equal sources. */
  UNBIASED,
  /** As unbiased, and without pairs of equal index between the sets, which are equally large. */
  U_STATISTIC
}
