package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The random numbers of a likelihood; each picture has its own. */
final class PictureNumbers {
  private final Tensor pictures;
  private final long seed;
  private final int firstIndex;

  PictureNumbers(Tensor pictures, long seed, int firstIndex) {
    this.pictures = pictures;
    this.seed = seed;
    this.firstIndex = firstIndex;
  }

  /** Returns the pictures with uniform noise between their 256 values, still in -1 to 1. */
  Tensor dequantised() {
    Tensor uniform = drawn(streams("dequantise"), RandomStream::nextDouble);
    // (255 v + u) / 256 stretched to -1 to 1, with v = (x + 1) / 2
    return pictures.affine(255.0 / 256, -1.0 / 256).add(uniform.multiply(1.0 / 128));
  }

  List<Tensor> signs(int count) {
    return vectors(count, stream -> stream.nextLong() < 0 ? -1 : 1);
  }

  List<Tensor> gaussians(int count) {
    return vectors(count, RandomStream::nextGaussian);
  }

  private List<Tensor> vectors(int count, ToDoubleFunction<RandomStream> number) {
    RandomStream[] streams = streams("hutchinson");
    return IntStream.range(0, count).mapToObj(k -> drawn(streams, number)).toList();
  }

  /** Returns a vector for each dimension, 1 there and 0 elsewhere. */
  List<Tensor> units() {
    Shape shape = pictures.shape();
    int dimensions = shape.size() / shape.dim(0);
    return IntStream.range(0, dimensions)
        .mapToObj(
            dimension -> {
              double[] values = new double[shape.size()];
              for (int n = 0; n < shape.dim(0); n++) {
                values[n * dimensions + dimension] = 1;
              }
              return pictures.engine().tensor(values, shape, pictures.type());
            })
        .toList();
  }

  private RandomStream[] streams(String purpose) {
    return IntStream.range(0, pictures.shape().dim(0))
        .mapToObj(n -> RandomStream.of(seed, purpose, (long) firstIndex + n))
        .toArray(RandomStream[]::new);
  }

  private Tensor drawn(RandomStream[] streams, ToDoubleFunction<RandomStream> number) {
    double[] values = new double[pictures.shape().size()];
    int dimensions = values.length / streams.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = number.applyAsDouble(streams[i / dimensions]);
    }
    return pictures.engine().tensor(values, pictures.shape(), pictures.type());
  }
}
