package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.TorchRandom;

/**
 * The noise that PyTorch draws on a processor after {@code torch.manual_seed(seed)}: each call is
 * one {@code torch.randn} of the shape. All pictures of a batch share one stream, so a picture
 * depends on the batch it is drawn in; use {@link NoiseStreams#of} unless PyTorch's pictures are to
 * be drawn again.
 */
public final class TorchStreams implements NoiseStreams {
  private final TorchRandom random;

  /** Starts a stream. */
  public TorchStreams(long seed) {
    random = new TorchRandom(seed);
  }

  @Override
  public Tensor next(Engine engine, Shape shape, DataType type) {
    float[] values = random.normals(shape.size());
    if (type == DataType.FLOAT32) {
      return engine.tensor(values, shape);
    }
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return engine.tensor(widened, shape, type);
  }
}
