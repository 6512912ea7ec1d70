package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Shape;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Numbers on their way between Java's arrays and LibTorch. They are copied straight into memory
 * that LibTorch allocated: what it is lent ({@code from_blob}) it would go on using after Java has
 * let go of it.
 */
final class Values {
  private Values() {}

  /** Makes a tensor in the processor's memory. */
  static Tensor of(float[] values, Shape shape) {
    Tensor tensor = empty(shape, ScalarType.Float);
    if (values.length > 0) {
      new FloatPointer(tensor.data_ptr()).put(values);
    }
    return tensor;
  }

  /** Makes a tensor in the processor's memory. */
  static Tensor of(double[] values, Shape shape) {
    Tensor tensor = empty(shape, ScalarType.Double);
    if (values.length > 0) {
      new DoublePointer(tensor.data_ptr()).put(values);
    }
    return tensor;
  }

  /** Makes a tensor of whole numbers in the processor's memory. */
  static Tensor of(Indices indices) {
    Tensor tensor = empty(indices.shape(), ScalarType.Long);
    if (indices.size() > 0) {
      long[] values = new long[indices.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = indices.get(i);
      }
      new LongPointer(tensor.data_ptr()).put(values);
    }
    return tensor;
  }

  private static Tensor empty(Shape shape, ScalarType type) {
    TensorOptions options = new TensorOptions().dtype(new ScalarTypeOptional(type));
    return torch.empty(shape.toLongs(), options, new MemoryFormatOptional());
  }

  /** Copies the elements out in row-major order, wherever and however they lie. */
  static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    if (values.length > 0) {
      new FloatPointer(read(tensor, ScalarType.Float).data_ptr()).get(values);
    }
    return values;
  }

  /** Copies some elements out: those from a place in row-major order on. */
  static void read(Tensor tensor, int from, float[] into) {
    if (into.length > 0) {
      Tensor some = tensor.reshape(-1).narrow(0, from, into.length);
      new FloatPointer(read(some, ScalarType.Float).data_ptr()).get(into);
    }
  }

  /** Copies the elements out in row-major order, wherever and however they lie. */
  static double[] doubles(Tensor tensor) {
    double[] values = new double[(int) tensor.numel()];
    if (values.length > 0) {
      new DoublePointer(read(tensor, ScalarType.Double).data_ptr()).get(values);
    }
    return values;
  }

  private static Tensor read(Tensor tensor, ScalarType type) {
    return tensor.to(new Device(DeviceType.CPU), type).contiguous();
  }
}
