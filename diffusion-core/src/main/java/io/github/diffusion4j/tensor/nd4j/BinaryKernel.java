package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Elementwise;
import io.github.diffusion4j.tensor.Shape;

/** Arithmetic of two arrays, broadcast. */
final class BinaryKernel implements Kernel<Elementwise.Binary> {
  private final Slabs slabs;

  BinaryKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  @Override
  public Layout takes(Call<Elementwise.Binary> call, int input) {
    Value a = call.inputs[0];
    Value b = call.inputs[1];
    boolean elementByElement =
        a.shape.equals(b.shape)
            && call.op.kind() != Elementwise.Binary.Kind.MAXIMUM
            && call.op.kind() != Elementwise.Binary.Kind.MINIMUM;
    if (!elementByElement) {
      return Layout.PLAIN;
    }
    return a.layout == Layout.PLAIN ? b.layout : a.layout;
  }

  @Override
  public Value forward(Call<Elementwise.Binary> call) {
    return compute(call, call.op.kind(), call.inputs[0], call.inputs[1]);
  }

  @Override
  public Value[] backward(Call<Elementwise.Binary> call, Value gradient) {
    Value a = call.inputs[0];
    Value b = call.inputs[1];
    Value[] result = new Value[2];
    if (call.wanted[0]) {
      Value full =
          switch (call.op.kind()) {
            case ADD, SUBTRACT -> gradient;
            case MULTIPLY -> compute(call, Elementwise.Binary.Kind.MULTIPLY, gradient, b);
            case DIVIDE -> compute(call, Elementwise.Binary.Kind.DIVIDE, gradient, b);
            case MAXIMUM -> Elements.IF_LARGER.of(call, slabs, call.shape, a, b, gradient);
            case MINIMUM -> Elements.IF_SMALLER.of(call, slabs, call.shape, a, b, gradient);
          };
      result[0] = reduce(call, full, a.shape);
    }
    if (call.wanted[1]) {
      Value full =
          switch (call.op.kind()) {
            case ADD -> gradient;
            case SUBTRACT -> negated(call, gradient);
            case MULTIPLY -> compute(call, Elementwise.Binary.Kind.MULTIPLY, gradient, a);
            case DIVIDE -> negated(call, quotientSlope(call, gradient, b));
            case MAXIMUM -> Elements.IF_LARGER.of(call, slabs, call.shape, b, a, gradient);
            case MINIMUM -> Elements.IF_SMALLER.of(call, slabs, call.shape, b, a, gradient);
          };
      result[1] = reduce(call, full, b.shape);
    }
    return result;
  }

  private Value quotientSlope(Call<Elementwise.Binary> call, Value gradient, Value b) {
    Value product = compute(call, Elementwise.Binary.Kind.MULTIPLY, gradient, call.output);
    return compute(call, Elementwise.Binary.Kind.DIVIDE, product, b);
  }

  private static Value negated(Call<?> call, Value a) {
    Value result = call.allocate(a.shape, a.layout);
    a.array().muli(-1, result.array());
    return result;
  }

  private Value compute(
      Call<Elementwise.Binary> call, Elementwise.Binary.Kind kind, Value a, Value b) {
    if (!a.shape.equals(b.shape)) {
      return elements(kind).of(call, slabs, call.shape, a, b);
    }
    Value result = call.allocate(a.shape, a.layout);
    // The legacy operations skip the custom ones' set-up and run twice as fast.
    switch (kind) {
      case ADD -> a.array().addi(b.array(), result.array());
      case SUBTRACT -> a.array().subi(b.array(), result.array());
      case MULTIPLY -> a.array().muli(b.array(), result.array());
      case DIVIDE -> a.array().divi(b.array(), result.array());
      case MAXIMUM, MINIMUM -> elements(kind).into(slabs, result, a, b);
    }
    return result;
  }

  private static Elements elements(Elementwise.Binary.Kind kind) {
    return switch (kind) {
      case ADD -> Elements.ADD;
      case SUBTRACT -> Elements.SUBTRACT;
      case MULTIPLY -> Elements.MULTIPLY;
      case DIVIDE -> Elements.DIVIDE;
      case MAXIMUM -> Elements.MAXIMUM;
      case MINIMUM -> Elements.MINIMUM;
    };
  }

  private Value reduce(Call<?> call, Value gradient, Shape shape) {
    return Folds.toShape(call, slabs, gradient, shape);
  }
}
