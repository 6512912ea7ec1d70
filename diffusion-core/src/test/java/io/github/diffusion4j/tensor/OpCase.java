package io.github.diffusion4j.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation with inputs to try it on: what the engine contract runs each of on every engine.
 *
 * @param op the operation
 * @param positive whether inputs must be above zero (roots, logarithms, divisors)
 * @param inputs shapes of the inputs
 */
record OpCase(Op op, boolean positive, List<Shape> inputs) {

  static OpCase of(Op op, int[]... shapes) {
    return new OpCase(op, false, List.of(shapes).stream().map(Shape::of).toList());
  }

  static OpCase positive(Op op, int[]... shapes) {
    return new OpCase(op, true, List.of(shapes).stream().map(Shape::of).toList());
  }

  /** Every operation, plain and odd: broadcasts, single elements, odd sizes, transposes. */
  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Op.Binary.Kind kind : Op.Binary.Kind.values()) {
      Op op = new Op.Binary(kind);
      cases.add(positive(op, dims(2, 3), dims(2, 3)));
      cases.add(positive(op, dims(2, 3, 4), dims(3, 1)));
      cases.add(positive(op, dims(1, 4), dims(3, 1)));
      cases.add(positive(op, dims(), dims(2, 2)));
      cases.add(positive(op, dims(2, 3, 2, 2), dims(2, 3, 1, 1)));
      cases.add(positive(op, dims(2, 1, 1), dims(3)));
    }
    cases.add(of(new Op.Affine(-1.5, 0.25), dims(3, 5)));
    cases.add(of(new Op.Affine(1, 0), dims(3)));
    cases.add(of(new Op.Affine(2, 0), dims()));
    for (Op.Unary.Function function : Op.Unary.Function.values()) {
      cases.add(positive(new Op.Unary(function), dims(2, 7)));
      cases.add(positive(new Op.Unary(function), dims()));
    }
    cases.add(of(new Op.Unary(Op.Unary.Function.SILU), dims(3, 11)));
    cases.add(of(new Op.Unary(Op.Unary.Function.TANH), dims(3, 11)));
    cases.add(of(new Op.Clamp(-0.4, 0.6), dims(4, 9)));
    cases.add(of(new Op.Sum(List.of(0)), dims(3, 4)));
    cases.add(of(new Op.Sum(List.of(1, 2)), dims(2, 3, 4)));
    cases.add(of(new Op.Sum(List.of(0, 2, 3)), dims(2, 3, 4, 2)));
    cases.add(of(new Op.Sum(List.of()), dims(2, 2)));
    cases.add(of(new Op.Reshape(Shape.of(3, 4)), dims(2, 6)));
    cases.add(of(new Op.Permute(List.of(0, 2, 1)), dims(2, 3, 4)));
    cases.add(of(new Op.Permute(List.of(3, 1, 0, 2)), dims(2, 3, 4, 5)));
    cases.add(of(new Op.Concat(1), dims(2, 3, 2), dims(2, 1, 2), dims(2, 2, 2)));
    cases.add(of(new Op.Concat(0), dims(2, 3), dims(1, 3)));
    cases.add(of(new Op.Concat(2), dims(2, 2, 3), dims(2, 2, 1)));
    cases.add(of(new Op.Slice(1, 1, 3), dims(2, 5, 2)));
    cases.add(of(new Op.Slice(0, 0, 1), dims(3, 2)));
    cases.add(of(new Op.Slice(2, 2, 4), dims(2, 2, 4)));
    cases.add(of(new Op.MatMul(false, false), dims(3, 4), dims(4, 2)));
    cases.add(of(new Op.MatMul(true, false), dims(4, 3), dims(4, 2)));
    cases.add(of(new Op.MatMul(false, true), dims(3, 4), dims(2, 4)));
    cases.add(of(new Op.MatMul(true, true), dims(4, 3), dims(2, 4)));
    cases.add(of(new Op.MatMul(false, false), dims(2, 3, 4), dims(2, 4, 2)));
    cases.add(of(new Op.MatMul(false, true), dims(2, 2, 3, 4), dims(2, 2, 5, 4)));
    cases.add(of(new Op.MatMul(true, false), dims(2, 4, 3), dims(2, 4, 2)));
    cases.add(of(new Op.MatMul(true, true), dims(2, 4, 3), dims(2, 2, 4)));
    cases.add(of(new Op.MatMul(false, false), dims(2, 3, 4), dims(4, 2)));
    cases.add(of(new Op.MatMul(false, true), dims(2, 3, 4), dims(5, 4)));
    cases.add(of(new Op.MatMul(false, false), dims(1, 1), dims(1, 1)));
    cases.add(of(new Op.Softmax(), dims(2, 3, 5)));
    cases.add(of(new Op.Softmax(), dims(4)));
    cases.add(of(new Op.Conv2d(1, 1), dims(2, 3, 5, 4), dims(4, 3, 3, 3), dims(4)));
    cases.add(of(new Op.Conv2d(2, 1), dims(1, 2, 6, 6), dims(3, 2, 3, 3), dims(3)));
    cases.add(of(new Op.Conv2d(1, 0), dims(2, 4, 3, 3), dims(2, 4, 1, 1), dims(2)));
    cases.add(of(new Op.Conv2d(2, 0), dims(2, 1, 5, 7), dims(2, 1, 2, 3), dims(2)));
    cases.add(of(new Op.AveragePool(), dims(2, 3, 4, 6)));
    cases.add(of(new Op.UpsampleNearest(), dims(2, 3, 2, 3)));
    for (boolean silu : new boolean[] {false, true}) {
      cases.add(of(new Op.GroupNorm(2, 1e-5, silu), dims(2, 4, 3, 3), dims(4), dims(4)));
      cases.add(of(new Op.GroupNorm(3, 1e-5, silu), dims(2, 6, 2, 5), dims(2, 6), dims(2, 6)));
      cases.add(of(new Op.GroupNorm(1, 1e-3, silu), dims(1, 2, 7), dims(2), dims(2)));
      cases.add(of(new Op.GroupNorm(2, 1e-5, silu), dims(2, 4, 2, 2), dims(2, 4), dims(4)));
    }
    cases.add(of(new Op.Dropout(0.3, 42), dims(5, 7)));
    cases.add(of(new Op.Embedding(List.of(2, 0, 2)), dims(4, 3)));
    return cases;
  }

  private static int[] dims(int... lengths) {
    return lengths;
  }

  @Override
  public String toString() {
    return op + " of " + inputs;
  }
}
