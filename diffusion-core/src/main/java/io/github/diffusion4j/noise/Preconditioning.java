package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * How a network F becomes a denoiser, {@code D(x; sigma) = skip * x + output * F(input * x;
 * noiseCondition)}, and with which noise and weight it is trained (Karras et al. 2022, table 1).
 *
 * <p>Every sigma is above 0. Implementations are immutable.
 */
public sealed interface Preconditioning permits EdmPreconditioning, EpsilonPreconditioning {
  /** Returns what the noisy picture is multiplied by and added to the result: c_skip. */
  double skip(double sigma);

  /** Returns what the network's output is multiplied by: c_out. */
  double output(double sigma);

  /** Returns what the noisy picture is multiplied by before the network sees it: c_in. */
  double input(double sigma);

  /** Returns what the network is told of the noise level: c_noise. */
  double noiseCondition(double sigma);

  /** Returns the weight of the squared error {@code (D(x; sigma) - x0)^2} in the loss. */
  double weight(double sigma);

  /** Draws the noise level of one training picture. */
  double drawSigma(RandomStream stream);

  /** Returns the least noise level above 0 that a sampler with free levels should visit. */
  double sigmaMin();

  /** Returns the noise level that a sampler with free levels should start at. */
  double sigmaMax();

  /** Returns the standard deviation of the pure noise that sampling starts from at this level. */
  double startDeviation(double sigma);
}
