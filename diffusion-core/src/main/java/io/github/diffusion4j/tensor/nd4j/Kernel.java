package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;

/**
 * How ND4J runs one operation.
 *
 * @param <O> the operation
 */
interface Kernel<O extends Op> {
  /** Computes the result, of shape {@link Call#shape}. */
  Value forward(Call<O> call);

  /**
   * Computes the gradients of the inputs from the gradient of the result; null where {@link
   * Call#wanted} says none is needed. May return the incoming gradient itself, or a view of it.
   */
  Value[] backward(Call<O> call, Value gradient);
}
