package io.github.diffusion4j.image;

/** How a picture of any size becomes a square. */
public enum Fit {
  /** Cut the largest centred square and resize it, up or down. */
  CROP,
  /**
   * Keep the whole picture: shrink it if it is larger than the square, never enlarge it, and fill
   * the rest with black.
   */
  PAD
}
