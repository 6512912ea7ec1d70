package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** A network together with the one input that it is timed with. */
interface Model {
  /** Returns its weights, which belong to the engine. */
  List<Tensor> weights();

  /** Returns a new tensor of the input, which belongs to the open scope. */
  Tensor input();

  /** Returns the network's output, of the shape of {@code x}. */
  Tensor forward(Tensor x);
}
