package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;

/**
 * How ND4J runs one operation.
 *
 * @param <O> the operation
 */
interface Kernel<O extends Op> {
  /** The layout in which it takes an input; one that comes in another is rearranged for it. */
  default Layout takes(Call<O> call, int input) {
    return Layout.PLAIN;
  }

  /** Computes the result, of shape {@link Call#shape}. */
  Value forward(Call<O> call);

  /**
   * Computes the gradients of the inputs from the gradient of the result, which comes in the layout
   * of the result; null where {@link Call#wanted} says none is needed. May return the incoming
   * gradient itself, or a view of it.
   */
  Value[] backward(Call<O> call, Value gradient);
}
