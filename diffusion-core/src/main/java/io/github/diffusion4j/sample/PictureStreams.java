package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.stream.IntStream;

/** One random stream per picture of a batch, or per particle of each. */
final class PictureStreams implements NoiseStreams {
  private static final int WORTH_THREADS = 4096;

  private final RandomStream[] streams;

  PictureStreams(long seed, int firstIndex, int count, int particles) {
    if (firstIndex < 0 || count < 1 || particles < 1) {
      throw new IllegalArgumentException(
          "noise for "
              + count
              + (particles == 1 ? "" : " times " + particles)
              + " pictures from picture "
              + firstIndex
              + " on; pictures count from 0 and there is at least one");
    }
    streams = new RandomStream[Math.multiplyExact(count, particles)];
    for (int i = 0; i < streams.length; i++) {
      int particle = i % particles;
      String purpose = particle == 0 ? "sample" : "sample, particle " + particle;
      streams[i] = RandomStream.of(seed, purpose, (long) firstIndex + i / particles);
    }
  }

  @Override
  public Tensor next(Engine engine, Shape shape, DataType type) {
    if (shape.rank() == 0 || shape.dim(0) != streams.length) {
      throw new ShapeException(
          "noise of shape "
              + shape
              + " was asked of the streams of "
              + streams.length
              + " pictures; its first length must be "
              + streams.length);
    }
    float[] values = new float[shape.size()];
    int picture = values.length / streams.length;
    IntStream pictures = IntStream.range(0, streams.length);
    // Threads cost more than a few numbers do.
    (values.length < WORTH_THREADS ? pictures : pictures.parallel())
        .forEach(i -> streams[i].nextGaussians(values, i * picture, picture));
    return type == DataType.FLOAT32
        ? engine.tensor(values, shape)
        : engine.tensor(widened(values), shape, type);
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
