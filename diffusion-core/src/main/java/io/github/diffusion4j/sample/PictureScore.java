package io.github.diffusion4j.sample;

/**
 * Says how much a picture is what is wanted, by any means: nothing needs to be differentiable. The
 * same picture gets the same score.
 */
@FunctionalInterface
public interface PictureScore {
  /**
   * Scores a picture.
   *
   * @param picture {@code [channels, height, width]} in row-major order, about -1 to 1; an estimate
   *     of what is being drawn, blurred at first
   * @return a finite number; the larger, the better
   */
  double of(float[] picture, int channels, int height, int width);
}
