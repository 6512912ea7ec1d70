package io.github.diffusion4j.bench.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Lets go of what a block of code made, but for its result. */
final class Local {
  private Local() {}

  /** Runs the block in a scope of its own; the result belongs to the enclosing one. */
  static Tensor block(Supplier<Tensor> block) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = block.get();
      outer.attach(result);
      return result;
    }
  }
}
