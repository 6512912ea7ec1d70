package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Data of two classes, each normal: pictures of two pixels, N(mean, variance) in each. The best
 * denoisers, of each class and of both together, and the exact classifier of the noisy pictures are
 * known.
 */
final class TwoKinds {
  private static final double[][] MEANS = {{-0.5, 0.2}, {0.4, 0.6}};
  private static final double[] VARIANCES = {0.09, 0.25};
  private static final double[] SHARES = {0.3, 0.7};

  private TwoKinds() {}

  /** Returns the best denoiser of the pictures of a class. */
  static Denoiser of(int kind) {
    return (x, sigmas) -> {
      Tensor kept = column(x, sigmas, s -> VARIANCES[kind] / (VARIANCES[kind] + s * s));
      Tensor mean = mean(x.engine(), x, kind);
      return x.subtract(mean).multiply(kept).add(mean);
    };
  }

  /** Returns the best denoiser of all pictures: each class's by what is likely. */
  static Denoiser ofBoth() {
    return (x, sigmas) -> {
      Tensor shares = classifier().logits(x, sigmas).softmax();
      Tensor first = shares.slice(1, 0, 1).reshape(-1, 1, 1, 1);
      Tensor one = of(0).denoise(x, sigmas);
      Tensor other = of(1).denoise(x, sigmas);
      return other.add(one.subtract(other).multiply(first));
    };
  }

  /** Returns {@code log p(x, class)}, but for the number that all classes share. */
  static PictureClassifier classifier() {
    return (x, sigmas) -> Tensor.concat(1, logit(x, sigmas, 0), logit(x, sigmas, 1));
  }

  private static Tensor logit(Tensor x, double[] sigmas, int kind) {
    Tensor distance =
        x.subtract(mean(x.engine(), x, kind)).square().sum(1, 2, 3).reshape(-1, 1, 1, 1);
    Tensor precision = column(x, sigmas, s -> -0.5 / (VARIANCES[kind] + s * s));
    // Two pixels: twice half the logarithm of the variance.
    Tensor constant =
        column(x, sigmas, s -> Math.log(SHARES[kind]) - Math.log(VARIANCES[kind] + s * s));
    return distance.multiply(precision).add(constant).reshape(-1, 1);
  }

  private static Tensor mean(Engine engine, Tensor x, int kind) {
    return engine.tensor(MEANS[kind], Shape.of(1, 1, 1, 2), x.type());
  }

  private static Tensor column(Tensor x, double[] sigmas, DoubleUnaryOperator of) {
    double[] values = Arrays.stream(sigmas).map(of).toArray();
    return x.engine().tensor(values, Shape.of(sigmas.length, 1, 1, 1), x.type());
  }
}
