package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.Contender;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/** Forward passes with nothing recorded for gradients. */
record ForwardPass(Model model) implements Contender {
  @Override
  public long parameters() {
    return model.weights().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void repeat() {
    GradMode.set_enabled(false);
    try (PointerScope scope = new PointerScope()) {
      model.forward(model.input());
    }
  }

  @Override
  public void close() {}
}
