package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution as ND4J runs it. It knows of no groups: they are computed one by one. And it fails
 * at dilation: the kernel is spread out instead, with zeros between its taps.
 */
final class Nd4jConvolution implements Kernel<Spatial.Convolution> {
  private final Slabs slabs;

  Nd4jConvolution(Slabs slabs) {
    this.slabs = slabs;
  }

  @Override
  public Value forward(Call<Spatial.Convolution> call) {
    Value result = call.allocate(call.shape);
    int groups = call.op.groups();
    for (int group = 0; group < groups; group++) {
      Value y = part(call, result, 1, group);
      Nd4jOps.run(
          name(call),
          Nd4jOps.arrays(
              read(call.inputs[0], part(call, call.inputs[0], 1, group), 1, group).array(),
              spread(call, weights(call, group)).array(),
              read(call.inputs[2], part(call, call.inputs[2], 0, group), 0, group).array()),
          Nd4jOps.arrays(y.array()),
          arguments(call));
      write(y, result, 1, group);
    }
    return result;
  }

  /** ND4J computes all three whether wanted or not. */
  @Override
  public Value[] backward(Call<Spatial.Convolution> call, Value gradient) {
    Value[] result = new Value[3];
    for (int i = 0; i < 3; i++) {
      result[i] = call.allocate(call.inputs[i].shape);
    }
    for (int group = 0; group < call.op.groups(); group++) {
      Value[] parts = new Value[3];
      INDArray[] in = new INDArray[4];
      INDArray[] out = new INDArray[3];
      for (int i = 0; i < 3; i++) {
        int dimension = i == 0 ? 1 : 0;
        parts[i] = part(call, result[i], dimension, group);
        Value from = part(call, call.inputs[i], dimension, group);
        in[i] = read(call.inputs[i], from, dimension, group).array();
        out[i] = parts[i].array();
      }
      Value taps = parts[1];
      if (dilated(call)) {
        taps = call.allocate(spread(call, parts[1].shape));
        in[1] = spread(call, weights(call, group)).array();
        out[1] = taps.array();
      }
      in[3] = read(gradient, part(call, gradient, 1, group), 1, group).array();
      Nd4jOps.run(name(call) + "_bp", in, out, arguments(call));
      collect(call, taps, parts[1]);
      for (int i = 0; i < 3; i++) {
        write(parts[i], result[i], i == 0 ? 1 : 0, group);
      }
    }
    return result;
  }

  private Value weights(Call<Spatial.Convolution> call, int group) {
    Value all = call.inputs[1];
    return read(all, part(call, all, 0, group), 0, group);
  }

  private static boolean dilated(Call<Spatial.Convolution> call) {
    return call.op.dilation().stream().anyMatch(distance -> distance > 1);
  }

  private static Shape spread(Call<Spatial.Convolution> call, Shape kernel) {
    Shape shape = kernel;
    for (int i = 2; i < kernel.rank(); i++) {
      shape = shape.with(i, call.op.dilation().get(i - 2) * (kernel.dim(i) - 1) + 1);
    }
    return shape;
  }

  /** Puts zeros between the taps of a kernel. */
  private static Value spread(Call<Spatial.Convolution> call, Value kernel) {
    if (!dilated(call)) {
      return kernel;
    }
    Value wide = call.allocate(spread(call, kernel.shape));
    double[] from = kernel.toDoubles();
    double[] to = new double[wide.size()];
    for (int i = 0; i < from.length; i++) {
      to[place(call, i, kernel.shape, wide.shape)] = from[i];
    }
    wide.put(to);
    return wide;
  }

  /** Picks the taps out of a kernel that was spread. */
  private static void collect(Call<Spatial.Convolution> call, Value wide, Value kernel) {
    if (wide == kernel) {
      return;
    }
    double[] from = wide.toDoubles();
    double[] to = new double[kernel.size()];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[place(call, i, kernel.shape, wide.shape)];
    }
    kernel.put(to);
  }

  /** Where the i-th tap of a kernel lies once it is spread. */
  private static int place(Call<Spatial.Convolution> call, int i, Shape kernel, Shape wide) {
    int rest = i;
    int stride = 1;
    int at = 0;
    for (int d = kernel.rank() - 1; d >= 0; d--) {
      int distance = d < 2 ? 1 : call.op.dilation().get(d - 2);
      at += rest % kernel.dim(d) * distance * stride;
      rest /= kernel.dim(d);
      stride *= wide.dim(d);
    }
    return at;
  }

  /** Returns room for a group's share of a dimension: the array itself if there is one group. */
  private static Value part(Call<Spatial.Convolution> call, Value whole, int dimension, int group) {
    int groups = call.op.groups();
    if (groups == 1) {
      return whole;
    }
    return call.allocate(whole.shape.with(dimension, whole.shape.dim(dimension) / groups));
  }

  private Value read(Value whole, Value part, int dimension, int group) {
    if (part != whole) {
      int run = Runs.length(part.shape, dimension);
      int stretch = Runs.length(whole.shape, dimension);
      Runs.copy(slabs, whole, group * run, stretch, part, 0, run, run);
    }
    return part;
  }

  private void write(Value part, Value whole, int dimension, int group) {
    if (part != whole) {
      int run = Runs.length(part.shape, dimension);
      int stretch = Runs.length(whole.shape, dimension);
      Runs.copy(slabs, part, 0, run, whole, group * run, stretch, run);
    }
  }

  private static String name(Call<Spatial.Convolution> call) {
    return call.shape.rank() == 5 ? "conv3dnew" : "conv2d";
  }

  /**
   * Kernel, stride, padding, dilation; not "same" padding; channels first; weights as [O, C,
   * kernel...].
   */
  private static int[] arguments(Call<Spatial.Convolution> call) {
    Shape weights = spread(call, call.inputs[1].shape);
    List<Integer> arguments = new ArrayList<>();
    for (int i = 2; i < weights.rank(); i++) {
      arguments.add(weights.dim(i));
    }
    arguments.addAll(call.op.stride());
    arguments.addAll(call.op.padding());
    arguments.addAll(Collections.nCopies(weights.rank() - 2, 1));
    arguments.addAll(List.of(0, 0, 1));
    return arguments.stream().mapToInt(Integer::intValue).toArray();
  }
}
