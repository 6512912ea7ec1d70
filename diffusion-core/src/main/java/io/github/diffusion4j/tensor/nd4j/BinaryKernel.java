package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic of two arrays, broadcast. */
final class BinaryKernel implements Kernel<Op.Binary> {
  @Override
  public Layout takes(Call<Op.Binary> call, int input) {
    Value a = call.inputs[0];
    Value b = call.inputs[1];
    if (!a.shape.equals(b.shape)) {
      return Layout.PLAIN;
    }
    return a.layout == Layout.PLAIN ? b.layout : a.layout;
  }

  @Override
  public Value forward(Call<Op.Binary> call) {
    Value result = call.allocate(call.shape, call.input().layout);
    compute(call.op.kind(), call.inputs[0], call.inputs[1], result);
    return result;
  }

  @Override
  public Value[] backward(Call<Op.Binary> call, Value gradient) {
    Value a = call.inputs[0];
    Value b = call.inputs[1];
    Value[] result = new Value[2];
    if (call.wanted[0]) {
      Value full =
          switch (call.op.kind()) {
            case ADD, SUBTRACT -> gradient;
            case MULTIPLY -> product(call, gradient, b);
            case DIVIDE -> quotient(call, gradient, b);
          };
      result[0] = reduce(call, full, a.shape);
    }
    if (call.wanted[1]) {
      Value full =
          switch (call.op.kind()) {
            case ADD -> gradient;
            case SUBTRACT -> negated(call, gradient);
            case MULTIPLY -> product(call, gradient, a);
            case DIVIDE -> negated(call, quotient(call, product(call, gradient, call.output), b));
          };
      result[1] = reduce(call, full, b.shape);
    }
    return result;
  }

  private static Value product(Call<?> call, Value a, Value b) {
    Value result = call.allocate(a.shape, a.layout);
    compute(Op.Binary.Kind.MULTIPLY, a, b, result);
    return result;
  }

  private static Value quotient(Call<?> call, Value a, Value b) {
    Value result = call.allocate(a.shape, a.layout);
    compute(Op.Binary.Kind.DIVIDE, a, b, result);
    return result;
  }

  private static Value negated(Call<?> call, Value a) {
    Value result = call.allocate(a.shape, a.layout);
    a.array().muli(-1, result.array());
    return result;
  }

  private static void compute(Op.Binary.Kind kind, Value a, Value b, Value result) {
    if (a.shape.equals(b.shape)) {
      // The legacy operations skip the custom ones' set-up and run twice as fast.
      switch (kind) {
        case ADD -> a.array().addi(b.array(), result.array());
        case SUBTRACT -> a.array().subi(b.array(), result.array());
        case MULTIPLY -> a.array().muli(b.array(), result.array());
        case DIVIDE -> a.array().divi(b.array(), result.array());
      }
      return;
    }
    String name =
        switch (kind) {
          case ADD -> "add";
          case SUBTRACT -> "subtract";
          case MULTIPLY -> "multiply";
          case DIVIDE -> "divide";
        };
    Nd4jOps.run(name, Nd4jOps.arrays(a.array(), b.array()), Nd4jOps.arrays(result.array()));
  }

  /** Sums a gradient back to the shape that was broadcast. */
  private static Value reduce(Call<?> call, Value gradient, Shape shape) {
    if (gradient.shape.equals(shape)) {
      return gradient;
    }
    int extra = gradient.shape.rank() - shape.rank();
    List<Integer> summed = new ArrayList<>();
    for (int i = 0; i < gradient.shape.rank(); i++) {
      boolean broadcast = i < extra || (shape.dim(i - extra) == 1 && gradient.shape.dim(i) != 1);
      if (broadcast) {
        summed.add(i);
      }
    }
    if (summed.isEmpty()) {
      return gradient.reshaped(shape);
    }
    Value result = call.allocate(shape);
    ShapeKernels.sum(gradient, summed, result);
    return result;
  }
}
