package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineContract;
import io.github.diffusion4j.tensor.EngineSpec;

class TorchEngineTest extends EngineContract {
  @Override
  protected Engine openEngine() {
    return Engine.open(EngineSpec.of("torch"));
  }
}
