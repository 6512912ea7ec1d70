package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;

/** {@code x W^T + b} in FLOAT32: the product is added onto rows that hold the bias already. */
final class LinearKernel implements Kernel<Product.Linear> {
  private final Slabs slabs;
  private final Products products;

  LinearKernel(Slabs slabs, Products products) {
    this.slabs = slabs;
    this.products = products;
  }

  @Override
  public Value forward(Call<Product.Linear> call) {
    Value result = call.allocate(call.shape);
    int out = call.shape.dim(-1);
    int in = call.input().shape.dim(-1);
    int rows = result.size() / out;
    float[] bias = call.inputs[2].toFloats();
    slabs.each(
        rows,
        result.size(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            result.floats().put(row * out, bias);
          }
        });
    if (in > 0) {
      products.one(
          rows(call.input(), false),
          rows(call.inputs[1], true),
          rows(result, false),
          new Gemm.Size(rows, out, in),
          1);
    }
    return result;
  }

  @Override
  public Value[] backward(Call<Product.Linear> call, Value gradient) {
    int out = call.shape.dim(-1);
    int in = call.input().shape.dim(-1);
    int rows = gradient.size() / out;
    Value[] result = new Value[3];
    if (call.wanted[0]) {
      result[0] = call.allocate(call.input().shape);
      if (in > 0) {
        products.one(
            rows(gradient, false),
            rows(call.inputs[1], false),
            rows(result[0], false),
            new Gemm.Size(rows, in, out),
            0);
      }
    }
    if (call.wanted[1]) {
      result[1] = call.allocate(call.inputs[1].shape);
      if (in > 0) {
        products.one(
            rows(gradient, true),
            rows(call.input(), false),
            rows(result[1], false),
            new Gemm.Size(out, in, rows),
            0);
      }
    }
    if (call.wanted[2]) {
      Value flat = gradient.reshaped(Shape.of(rows, out));
      result[2] = Folds.SUM.over(call, slabs, flat, List.of(0)).reshaped(Shape.of(out));
      if (result[2].storage == gradient.storage) {
        // One row: the sum is the gradient itself, which other inputs may be handed, too.
        Value own = call.allocate(Shape.of(out));
        Nd4jOps.copy(result[2], own);
        result[2] = own;
      }
    }
    return result;
  }

  private static Gemm.Matrix rows(Value value, boolean transposed) {
    return new Gemm.Matrix(value, 0, value.shape.dim(-1), transposed);
  }
}
