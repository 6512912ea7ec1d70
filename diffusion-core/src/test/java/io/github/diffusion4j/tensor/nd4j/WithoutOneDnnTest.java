package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineContract;
import java.util.Optional;

/** The engine as it is on hosts without AVX-512, or without oneDNN's own natives. */
class WithoutOneDnnTest extends EngineContract {
  @Override
  protected Engine openEngine() {
    // What the provider sets up before it opens an engine.
    Engine.open().close();
    return new Nd4jEngine("nd4j without oneDNN's own natives", Optional.empty());
  }
}
