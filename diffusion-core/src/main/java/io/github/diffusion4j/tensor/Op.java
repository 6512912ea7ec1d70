package io.github.diffusion4j.tensor;

import java.util.List;

/**
 * One operation, without its inputs: what an engine must know how to run forwards and backwards.
 *
 * <p>Each record knows its name, how many inputs it takes and which shape it makes of theirs. They
 * stand in families, one file each. Adding an operation is: a record in its family, a method on
 * {@link Tensor}, a kernel in each engine, a line in the engine contract. What can be written with
 * the operations there are is a method on {@link Tensor} alone.
 */
public sealed interface Op
    permits Elementwise, Normalising, Product, Rearrangement, Reduction, Selection, Spatial {

  /** Returns what the operation is called in errors. */
  default String label() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * Returns the shape of the result.
   *
   * @throws ShapeException if the inputs do not fit, saying what would
   */
  Shape infer(List<Shape> inputs);

  /** Tells whether the result depends on the inputs in a way that has a slope. */
  default boolean differentiable() {
    return true;
  }
}
