package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Data that is normal, N(0.3, 0.5^2): its best denoiser is known, so samplers can be judged without
 * a network. All it does is linear, so what a sampler makes of normal noise is known exactly too.
 */
final class GaussianOracle {
  private static final double MEAN = 0.3;
  private static final double VARIANCE = 0.25;

  static final Denoiser DENOISER =
      (x, sigmas) -> {
        double[] keep =
            Arrays.stream(sigmas).map(sigma -> VARIANCE / (VARIANCE + sigma * sigma)).toArray();
        double[] shift = Arrays.stream(keep).map(share -> (1 - share) * MEAN).toArray();
        return PerPicture.times(x, keep).add(PerPicture.of(x, shift));
      };

  private GaussianOracle() {}

  /** Mean and standard deviation of what a sampler makes. */
  record Moments(double mean, double deviation) {}

  /** Returns where the probability-flow equation leads exactly. */
  static double exact(double start, double from, double to) {
    double ratio = (to * to + VARIANCE) / (from * from + VARIANCE);
    return MEAN + (start - MEAN) * Math.sqrt(ratio);
  }

  /** Samples one number without noise. */
  static double sample(Sampler sampler, double[] sigmas, double start) {
    try (Engine engine = new ReferenceEngine()) {
      Tensor x = engine.full(start, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
      NoiseStreams none =
          (where, shape, type) -> {
            throw new AssertionError("a deterministic sampler asked for noise");
          };
      return sampler.sample(DENOISER, sigmas, x, none, SamplingObserver.none()).item();
    }
  }

  /**
   * Works out the moments without drawing: a batch in which picture 0 gets no noise at all, picture
   * 1 a unit of the start and picture {@code i + 2} a unit of the i-th noise drawn shows what each
   * of these independent numbers is multiplied by.
   */
  static Moments moments(Sampler sampler, double[] sigmas, double startDeviation) {
    return moments(sampler, sigmas, startDeviation, 1);
  }

  /** Works them out for a sampler that draws noise so often a step. */
  @SuppressWarnings("try") // a scope works by being open
  static Moments moments(Sampler sampler, double[] sigmas, double startDeviation, int draws) {
    try (Engine engine = new ReferenceEngine();
        Scope scope = engine.inference()) {
      Shape shape = Shape.of(2 + draws * (sigmas.length - 1), 1, 1, 1);
      Tensor start = unit(engine, shape, 1, startDeviation);
      int[] drawn = {0};
      NoiseStreams impulses = (where, wanted, type) -> unit(where, wanted, 2 + drawn[0]++, 1);
      double[] ends =
          sampler.sample(DENOISER, sigmas, start, impulses, SamplingObserver.none()).toDoubles();
      double variance = 0;
      for (double end : ends) {
        variance += (end - ends[0]) * (end - ends[0]);
      }
      return new Moments(ends[0], Math.sqrt(variance));
    }
  }

  private static Tensor unit(Engine engine, Shape shape, int index, double value) {
    double[] values = new double[shape.size()];
    values[index] = value;
    return engine.tensor(values, shape, DataType.FLOAT64);
  }
}
