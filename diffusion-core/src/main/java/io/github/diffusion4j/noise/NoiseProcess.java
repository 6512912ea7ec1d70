package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * How noise goes into pictures: which levels there are, how often training meets them, and how
 * large the noisy picture is that a network sees.
 *
 * <p>A level is always given as sigma, the deviation of the noise in {@code x = x0 + sigma *
 * noise}. What a process's literature calls the state is {@code scale(sigma) * x}. Implementations
 * are immutable.
 */
public sealed interface NoiseProcess permits NoiseSchedule, ContinuousProcess, LogNormalNoise {
  /**
   * Returns what {@code x} is multiplied by to give the process's own state: {@code sqrt(alphaBar)}
   * where the variance is preserved, 1 where it explodes.
   *
   * @param sigma 0 or more
   */
  double scale(double sigma);

  /**
   * Returns what a network is told of the level: c_noise.
   *
   * @param sigma above 0
   */
  double condition(double sigma);

  /** Draws the level of one training picture; above 0. */
  double draw(RandomStream stream);

  /**
   * Returns the level below which a share of the levels lies that training draws.
   *
   * @param share 0 or more and below 1
   */
  double quantile(double share);

  /**
   * Returns how fast sigma grows if the levels that training draws are put in order and spread
   * evenly over 0 to 1: the reciprocal of the density that {@link #draw} draws from.
   *
   * @param sigma above 0
   */
  double growth(double sigma);

  /** Returns the least level above 0 that a sampler with free levels should visit. */
  double sigmaMin();

  /** Returns the level that a sampler with free levels should start at; above the least. */
  double sigmaMax();

  /**
   * Returns the deviation of the pure noise in {@code x} that sampling starts from: that of the
   * process's own state there is 1, or sigma.
   *
   * @param sigma the first level, above 0
   */
  double startDeviation(double sigma);
}
