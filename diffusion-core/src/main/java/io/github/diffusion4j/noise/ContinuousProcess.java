package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * A noise process in continuous time, the solution of {@code dx = drift(t) x dt + diffusion(t) dw}
 * for {@code t} from 0 to 1 (Song et al. 2021, "Score-based generative modeling through stochastic
 * differential equations", section 3 and appendix B).
 */
public sealed interface ContinuousProcess extends NoiseProcess
    permits VariancePreserving, SubVariancePreserving, VarianceExploding {

  /**
   * Returns the noise level at a time.
   *
   * @param t 0 to 1
   */
  double sigma(double t);

  /** Returns the time of a noise level; the inverse of {@link #sigma}. */
  double time(double sigma);

  /** Returns the factor f of the state in the drift {@code f(t) x}; 0 or less. */
  double drift(double t);

  /** Returns g(t), by which the Wiener process is multiplied; above 0. */
  double diffusion(double t);

  /** Returns {@code d sigma / dt}; above 0. */
  double sigmaRate(double t);

  /** Returns the least time that training and sampling meet: at 0 there is nothing to estimate. */
  double firstTime();

  @Override
  default double draw(RandomStream stream) {
    return quantile(stream.nextDouble());
  }

  @Override
  default double quantile(double share) {
    return sigma(firstTime() + (1 - firstTime()) * share);
  }

  @Override
  default double growth(double sigma) {
    return (1 - firstTime()) * sigmaRate(time(sigma));
  }

  @Override
  default double sigmaMin() {
    return sigma(firstTime());
  }

  @Override
  default double sigmaMax() {
    return sigma(1);
  }
}
