package io.github.diffusion4j.edit;

import io.github.diffusion4j.noise.RePaintSchedule;

/**
 * Lets what is inpainted and what is known grow together by going back up: noise is put on both
 * again, and the same levels are walked once more (Lugmayr et al. 2022). Sample with {@link
 * io.github.diffusion4j.sample.Sampler#sampleWithRises} and an {@link Inpainting}.
 *
 * @param jump how many steps it goes back up, 1 or more; 10 in the paper
 * @param samples how often a run comes down from each place, 1 or more; 10 in the paper; 1 is
 *     inpainting as it is
 */
public record RePaint(int jump, int samples) {
  /** Checks the numbers. */
  public RePaint {
    RePaintSchedule.steps(1, jump, samples);
  }

  /**
   * Returns the levels that are visited: those of a grid, with jumps back up.
   *
   * @param sigmas decreasing, the last one without noise
   */
  public double[] levels(double[] sigmas) {
    int last = sigmas.length - 1;
    int[] steps = RePaintSchedule.steps(last, jump, samples);
    double[] levels = new double[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      levels[i] = sigmas[last - 1 - steps[i]];
    }
    levels[steps.length] = sigmas[last];
    return levels;
  }
}
