package io.github.diffusion4j.train;

/** How the noise levels of a batch are chosen among those of the process. */
public enum LevelSampling {
  /** Each picture's for itself, as the process draws them. */
  UNIFORM,
  /** One out of each of as many equally likely ranges as the batch has pictures. */
  STRATIFIED,
  /** Those of one half drawn, and for the other half the opposite ones (Song et al. 2021, DDIM). */
  ANTITHETIC,
  /**
   * Steps of a schedule the more often, the larger their losses were, and weighted so that the loss
   * means the same (Nichol and Dhariwal 2021, equation 18).
   */
  LOSS_SECOND_MOMENT
}
