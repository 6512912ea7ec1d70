package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.noise.Gaussians;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/** Data whose pixels are independent and normal, and its best denoiser. */
record NormalData(double mean, double deviation) implements Denoiser {
  @Override
  public Tensor denoise(Tensor x, double[] sigmas) {
    double variance = deviation * deviation;
    double[] keep = Arrays.stream(sigmas).map(s -> variance / (variance + s * s)).toArray();
    double[] shift = Arrays.stream(keep).map(k -> (1 - k) * mean).toArray();
    return PerPicture.times(x, keep).add(PerPicture.of(x, shift));
  }

  /** Draws pictures of 8 bits. */
  Tensor pictures(Engine engine, Shape shape, long seed) {
    RandomStream stream = RandomStream.of(seed, "test", 0);
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> rounded(mean + deviation * stream.nextGaussian()));
    return engine.tensor(values, shape, DataType.FLOAT64);
  }

  private static double rounded(double value) {
    return Math.rint((Math.max(-1, Math.min(1, value)) + 1) * 127.5) / 127.5 - 1;
  }

  /** Returns the exact bits per dimension of a batch of such pictures. */
  double bits(Tensor pictures) {
    return -Arrays.stream(pictures.toDoubles())
            .map(x -> Gaussians.discretizedLogLikelihood(x, mean, Math.log(deviation)))
            .average()
            .orElseThrow()
        / Math.log(2);
  }
}
