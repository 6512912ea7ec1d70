package io.github.diffusion4j.train;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;

/**
 * What is done to pictures and noise before the loss.
 *
 * @param levels how the noise levels of a batch are chosen
 * @param augmentation the probability of each geometric change of a picture, 0 to 1; 0 is off. The
 *     network is told of it and draws pictures without (Karras et al. 2022, appendix F.2; 0.12 for
 *     small pictures of things)
 * @param offsetNoise deviation of what is added to the noise of a whole channel, 0 or more; 0.1
 *     lets models learn very dark and very light pictures
 */
public record ObjectiveSpec(LevelSampling levels, double augmentation, double offsetNoise) {
  /** Nothing but the noise. */
  public static final ObjectiveSpec PLAIN = new ObjectiveSpec(LevelSampling.UNIFORM, 0, 0);

  /** Checks the numbers. */
  public ObjectiveSpec {
    if (levels == null) {
      throw new IllegalArgumentException("levels is null; it must be uniform or another rule");
    }
    require(augmentation >= 0 && augmentation <= 1, "augmentation", augmentation, "from 0 to 1");
    require(offsetNoise >= 0 && offsetNoise < 10, "offset-noise", offsetNoise, "0 or more");
  }

  /**
   * Checks that the levels can be chosen so.
   *
   * @throws IllegalArgumentException if losses are to decide and the process has no steps
   */
  public void requireFits(NoiseProcess process) {
    if (levels == LevelSampling.LOSS_SECOND_MOMENT && !(process instanceof NoiseSchedule)) {
      throw new IllegalArgumentException(
          "objective.levels is loss-second-moment, but the noise process has no steps; choose uniform or"
              + " stratified, or a schedule (linear, cosine, ...) as formulation.process");
    }
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
