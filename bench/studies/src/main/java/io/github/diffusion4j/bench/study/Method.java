package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.Sampler;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** A way from nothing but noise to pictures. */
@FunctionalInterface
interface Method {
  /**
   * Samples a batch; the result belongs to the scope that is open.
   *
   * @param shape {@code [N, C, H, W]}
   */
  Tensor sample(Denoiser denoiser, Engine engine, Shape shape, NoiseStreams noise);

  /** Returns what a recipe would choose. */
  static Method of(SamplerSpec spec, NoiseProcess process) {
    return (denoiser, engine, shape, noise) ->
        spec.sample(denoiser, process, engine, shape, noise, SamplingObserver.none());
  }

  /** Returns a sampler along some levels. */
  static Method of(Sampler sampler, double[] sigmas, NoiseProcess process) {
    return (denoiser, engine, shape, noise) -> {
      Tensor start = start(process, sigmas, engine, shape, noise);
      return sampler.sample(denoiser, sigmas, start, noise, SamplingObserver.none());
    };
  }

  /** Returns the noise that sampling along some levels starts from. */
  static Tensor start(
      NoiseProcess process, double[] sigmas, Engine engine, Shape shape, NoiseStreams noise) {
    return noise.next(engine, shape, DataType.FLOAT32).multiply(process.startDeviation(sigmas[0]));
  }

  /**
   * Returns how often it asks the denoiser: tried out on one pixel whose denoiser is known.
   *
   * @param learned whether the denoiser is to know a learned variance
   */
  default long evaluations(Engine engine, boolean learned) {
    CountingDenoiser denoiser = new CountingDenoiser(new PixelDenoiser(learned));
    try (Scope scope = engine.inference()) {
      sample(denoiser, engine, Shape.of(1, 1, 1, 1), NoiseStreams.of(1, 0, 1));
    }
    return denoiser.calls();
  }
}
