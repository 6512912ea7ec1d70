package io.github.diffusion4j.noise;

/** How large the noise is that a step of a Markov chain back to the picture adds. */
public enum Variance {
  /** The posterior's, beta-tilde: right if the data were one point (Ho et al. 2020). */
  FIXED_SMALL,
  /** The forward process's, beta: right if the data were normal with variance 1. */
  FIXED_LARGE,
  /**
   * Between the two on a scale of logarithms, where the network says (Nichol and Dhariwal 2021,
   * equation 15); the network has twice the channels.
   */
  LEARNED
}
