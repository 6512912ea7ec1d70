package io.github.diffusion4j.eval.quality;

/** Whether a point on the border of a neighbourhood is inside. */
public enum Border {
  /**
   * Distance below the radius (Naeem et al. 2020). Sets of one repeated picture score 0 throughout.
   */
  OUTSIDE,
  /** Distance at most the radius (Kynkäänniemi et al. 2019). */
  INSIDE
}
