package io.github.diffusion4j.train;

/** How the learning rate goes on after the warm-up. */
public enum Decay {
  /** It stays. */
  CONSTANT,
  /** It falls to zero at the last step along half a cosine (Loshchilov and Hutter 2017). */
  COSINE,
  /**
   * It falls as {@code 1 / sqrt(step / decay-steps)} after that many steps (Karras et al. 2024,
   * EDM2).
   */
  INVERSE_ROOT
}
