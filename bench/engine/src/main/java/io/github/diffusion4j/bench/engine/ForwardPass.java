package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;

/** Forward passes with nothing recorded for gradients, as a sampler makes them. */
record ForwardPass(Engine engine, Model model) implements Contender {
  @Override
  public long parameters() {
    return model.weights().stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  @Override
  public void repeat() {
    try (Scope scope = engine.inference()) {
      model.forward(model.input());
    }
  }

  @Override
  public void close() {}
}
