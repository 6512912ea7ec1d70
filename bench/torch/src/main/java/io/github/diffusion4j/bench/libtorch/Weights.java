package io.github.diffusion4j.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Makes the weights of a network and remembers them. */
final class Weights {
  private final List<Tensor> all = new ArrayList<>();

  /** Gaussian numbers of variance {@code 1 / fanIn}, where the first length is the outputs. */
  Tensor gaussian(long... lengths) {
    long fanIn = 1;
    for (int i = 1; i < lengths.length; i++) {
      fanIn *= lengths[i];
    }
    return add(torch.randn(lengths).mul_(new Scalar(1 / Math.sqrt(fanIn))));
  }

  Tensor zeros(long... lengths) {
    return add(torch.zeros(lengths));
  }

  Tensor ones(long... lengths) {
    return add(torch.ones(lengths));
  }

  private Tensor add(Tensor weight) {
    all.add(weight.requires_grad_(true));
    return weight;
  }

  /** Returns all that were made so far, in that order. */
  List<Tensor> all() {
    return List.copyOf(all);
  }
}
