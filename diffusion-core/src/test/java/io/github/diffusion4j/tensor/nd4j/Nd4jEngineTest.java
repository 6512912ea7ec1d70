package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineContract;

class Nd4jEngineTest extends EngineContract {
  @Override
  protected Engine openEngine() {
    return Engine.open();
  }
}
