package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Normalising;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products and what goes with them in attention. */
final class MatrixKernels {
  private MatrixKernels() {}

  /** Matrix products, batched or with one plain matrix on the right. */
  static final class MatMul implements Kernel<Product.MatMul> {
    private final Products products;

    MatMul(Products products) {
      this.products = products;
    }

    @Override
    public Value forward(Call<Product.MatMul> call) {
      Value result = call.allocate(call.shape);
      products.multiply(
          matrix(call.inputs[0], call),
          call.op.transposeA(),
          call.inputs[1],
          call.op.transposeB(),
          matrix(result, call));
      return result;
    }

    @Override
    public Value[] backward(Call<Product.MatMul> call, Value gradient) {
      boolean ta = call.op.transposeA();
      boolean tb = call.op.transposeB();
      Value a = matrix(call.inputs[0], call);
      Value b = call.inputs[1];
      Value g = matrix(gradient, call);
      Value[] result = new Value[2];
      if (call.wanted[0]) {
        result[0] = call.allocate(call.inputs[0].shape);
        Value r = matrix(result[0], call);
        if (ta) {
          products.multiply(b, tb, g, true, r);
        } else {
          products.multiply(g, false, b, !tb, r);
        }
      }
      if (call.wanted[1]) {
        result[1] = call.allocate(b.shape);
        if (tb) {
          products.multiply(g, true, a, ta, result[1]);
        } else {
          products.multiply(a, !ta, g, false, result[1]);
        }
      }
      return result;
    }

    /** With a plain matrix on the right, all rows of the left operand are one matrix. */
    private static Value matrix(Value value, Call<Product.MatMul> call) {
      boolean rows = call.inputs[1].shape.rank() == 2;
      if (!rows || value.shape.rank() == 2) {
        return value;
      }
      int columns = value.shape.dim(-1);
      return value.reshaped(Shape.of(value.size() / columns, columns));
    }
  }

  /** Softmax over the last dimension. */
  static final class Softmax implements Kernel<Normalising.Softmax> {
    @Override
    public Value forward(Call<Normalising.Softmax> call) {
      Value result = call.allocate(call.shape);
      Nd4jOps.run("softmax", Nd4jOps.arrays(rows(call.input())), Nd4jOps.arrays(rows(result)), 1);
      return result;
    }

    /** {@code y * (g - sum(g * y))}. */
    @Override
    public Value[] backward(Call<Normalising.Softmax> call, Value gradient) {
      Value result = call.allocate(call.shape);
      INDArray y = rows(call.output);
      INDArray g = rows(gradient);
      INDArray r = rows(result);
      Value sums = call.allocate(Shape.of((int) y.size(0), 1));
      g.muli(y, r);
      Nd4jOps.runKeepingDimensions("reduce_sum", r, sums.array(), 1);
      Nd4jOps.run("subtract", Nd4jOps.arrays(g, sums.array()), Nd4jOps.arrays(r));
      r.muli(y);
      return new Value[] {result};
    }

    private static INDArray rows(Value value) {
      int columns = value.shape.dim(-1);
      return value.view(value.size() / columns, columns);
    }
  }
}
