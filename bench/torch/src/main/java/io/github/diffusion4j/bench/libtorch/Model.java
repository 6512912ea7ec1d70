package io.github.diffusion4j.bench.libtorch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A network together with the one input that it is timed with. */
interface Model {
  List<Tensor> weights();

  Tensor input();

  /** Returns the network's output, of the shape of the input; a scope must be open. */
  Tensor forward(Tensor x);
}
