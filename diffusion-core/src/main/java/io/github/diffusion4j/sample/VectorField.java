package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** The right side of a differential equation that each picture of a batch follows by itself. */
@FunctionalInterface
public interface VectorField {
  /**
   * Returns the state's derivative by time.
   *
   * @param state its parts, each {@code [N, ...]}
   * @param times the time of each of the N pictures: they need not be equally far
   * @return the derivatives of the parts, of the same shapes
   */
  List<Tensor> at(List<Tensor> state, double[] times);
}
