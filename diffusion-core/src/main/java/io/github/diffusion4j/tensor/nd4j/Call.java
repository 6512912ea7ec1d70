package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.util.function.BiFunction;

/**
 * One operation on its inputs, and what its backward pass will need.
 *
 * @param <O> the operation
 */
final class Call<O extends Op> {
  final O op;
  final Value[] inputs;
  final Shape shape;
  private final BiFunction<DataType, Shape, Value> allocator;

  /** The result, once the forward pass ran. */
  Value output;

  /** Whatever else the kernel wants to find again in its backward pass. */
  Object saved;

  /** Which inputs need a gradient. */
  boolean[] wanted;

  Call(O op, Value[] inputs, Shape shape, BiFunction<DataType, Shape, Value> allocator) {
    this.op = op;
    this.inputs = inputs;
    this.shape = shape;
    this.allocator = allocator;
  }

  Value input() {
    return inputs[0];
  }

  DataType type() {
    return inputs[0].type();
  }

  /** An array of undefined content in the open scope. */
  Value allocate(Shape lengths) {
    return allocator.apply(type(), lengths);
  }

  /** An array of undefined content in the open scope, in a given layout. */
  Value allocate(Shape lengths, Layout layout) {
    return allocate(lengths).in(layout);
  }

  /** An array of zeros in the open scope. */
  Value zeros(Shape lengths) {
    Value value = allocate(lengths);
    value.array().assign(0);
    return value;
  }
}
