package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.Arrays;

/**
 * A FLOAT32 convolution of one pixel: a matrix product {@code W x} on each image of {@code [N, C, H
 * * W]}, without the rearranging that oneDNN does before and after.
 */
final class PointwiseConvolution implements Kernel<Spatial.Convolution> {
  /** Weight gradients are added up in this many sums, on any number of cores. */
  private static final int SUMS = 4;

  private final Slabs slabs;

  PointwiseConvolution(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Tells whether a convolution is of this kind. */
  static boolean fits(Call<Spatial.Convolution> call) {
    Shape weights = call.inputs[1].shape;
    return weights.size() == weights.dim(0) * weights.dim(1)
        && call.op.groups() == 1
        && call.op.stride().stream().allMatch(step -> step == 1)
        && call.op.padding().stream().allMatch(zeros -> zeros == 0);
  }

  private record Sizes(int images, int in, int out, int area) {
    static Sizes of(Call<Spatial.Convolution> call) {
      Shape x = call.inputs[0].shape;
      return new Sizes(x.dim(0), x.dim(1), call.shape.dim(1), x.size() / (x.dim(0) * x.dim(1)));
    }

    long work() {
      return (long) images * in * out * area;
    }

    Gemm.Matrix input(Value value, boolean transposed) {
      return new Gemm.Matrix(value, in * area, area, transposed);
    }

    Gemm.Matrix output(Value value) {
      return new Gemm.Matrix(value, out * area, area, false);
    }
  }

  @Override
  public Value forward(Call<Spatial.Convolution> call) {
    Sizes sizes = Sizes.of(call);
    Value result = call.allocate(call.shape);
    float[] bias = new float[sizes.out];
    call.inputs[2].floats().get(0, bias);
    Gemm.Matrix weights = new Gemm.Matrix(call.inputs[1], 0, sizes.in, false);
    Gemm.Size size = new Gemm.Size(sizes.out, sizes.area, sizes.in);
    slabs.each(
        sizes.images,
        sizes.work(),
        (from, to) -> {
          float[] row = new float[sizes.area];
          for (int image = from; image < to; image++) {
            for (int channel = 0; channel < sizes.out; channel++) {
              Arrays.fill(row, bias[channel]);
              result.floats().put((image * sizes.out + channel) * sizes.area, row);
            }
            Gemm.multiply(
                weights,
                sizes.input(call.inputs[0], false),
                sizes.output(result),
                size,
                1,
                image,
                image + 1);
          }
        });
    return result;
  }

  @Override
  public Value[] backward(Call<Spatial.Convolution> call, Value gradient) {
    Sizes sizes = Sizes.of(call);
    Value[] result = new Value[3];
    if (call.wanted[0]) {
      result[0] = call.allocate(call.inputs[0].shape);
      Value target = result[0];
      Gemm.Matrix weights = new Gemm.Matrix(call.inputs[1], 0, sizes.in, true);
      slabs.each(
          sizes.images,
          sizes.work(),
          (from, to) ->
              Gemm.multiply(
                  weights,
                  sizes.output(gradient),
                  sizes.input(target, false),
                  new Gemm.Size(sizes.in, sizes.area, sizes.out),
                  0,
                  from,
                  to));
    }
    if (call.wanted[1]) {
      result[1] = weightGradient(call, gradient, sizes);
    }
    if (call.wanted[2]) {
      result[2] = biasGradient(call, gradient, sizes);
    }
    return result;
  }

  private Value weightGradient(Call<Spatial.Convolution> call, Value gradient, Sizes sizes) {
    int sums = Math.min(SUMS, sizes.images);
    int count = sizes.out * sizes.in;
    Value partial = call.zeros(Shape.of(sums, sizes.out, sizes.in));
    slabs.each(
        sums,
        sizes.work(),
        (first, last) -> {
          for (int sum = first; sum < last; sum++) {
            int end = (int) ((long) sizes.images * (sum + 1) / sums);
            for (int image = (int) ((long) sizes.images * sum / sums); image < end; image++) {
              // A stride of 0: all products of a sum go to one place.
              Gemm.multiply(
                  sizes.output(gradient),
                  sizes.input(call.inputs[0], true),
                  new Gemm.Matrix(partial, sum * count, 0, sizes.in, false),
                  new Gemm.Size(sizes.out, sizes.in, sizes.area),
                  1,
                  image,
                  image + 1);
            }
          }
        });
    float[] parts = new float[sums * count];
    partial.floats().get(0, parts);
    for (int i = count; i < parts.length; i++) {
      parts[i % count] += parts[i];
    }
    Value result = call.allocate(call.inputs[1].shape);
    result.floats().put(0, parts, 0, count);
    return result;
  }

  private Value biasGradient(Call<Spatial.Convolution> call, Value gradient, Sizes sizes) {
    float[] perImage = new float[sizes.images * sizes.out];
    slabs.each(
        sizes.images * sizes.out,
        gradient.size(),
        (from, to) -> {
          float[] row = new float[sizes.area];
          float[] scratch = Sums.scratch(sizes.area);
          for (int i = from; i < to; i++) {
            gradient.floats().get(i * sizes.area, row);
            perImage[i] = Sums.of(row, 0, sizes.area, scratch);
          }
        });
    float[] sum = new float[sizes.out];
    for (int i = 0; i < perImage.length; i++) {
      sum[i % sizes.out] += perImage[i];
    }
    Value result = call.allocate(call.inputs[2].shape);
    result.floats().put(0, sum);
    return result;
  }
}
