package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.noise.Gaussians;
import io.github.diffusion4j.tensor.Elementwise.Compare.Kind;
import io.github.diffusion4j.tensor.Tensor;

/** {@link Gaussians#discretizedLogLikelihood} on tensors, with gradients. */
final class DiscretizedGaussian {
  private DiscretizedGaussian() {}

  /**
   * Returns the logarithm of each value's probability, in nats.
   *
   * @param values 256 different ones in -1 to 1
   * @param means of the same shape
   * @param logScales logarithms of the standard deviations, broadcast
   */
  static Tensor logLikelihood(Tensor values, Tensor means, Tensor logScales) {
    Tensor apart = values.subtract(means);
    Tensor precision = logScales.negate().exp();
    Tensor above = cumulative(apart.add(Gaussians.HALF_BIN).multiply(precision));
    Tensor below = cumulative(apart.add(-Gaussians.HALF_BIN).multiply(precision));
    Tensor lowest = values.compare(Kind.LESS, -Gaussians.OUTERMOST);
    Tensor highest = values.compare(Kind.GREATER, Gaussians.OUTERMOST);
    Tensor inside = above.subtract(below);
    Tensor mass = lowest.where(above, highest.where(below.affine(-1, 1), inside));
    return mass.clamp(Gaussians.LEAST_PROBABILITY, 1).log();
  }

  private static Tensor cumulative(Tensor x) {
    Tensor cubed = x.square().multiply(x);
    return x.add(cubed.multiply(Gaussians.CUBIC)).multiply(Gaussians.SLOPE).tanh().affine(0.5, 0.5);
  }
}
