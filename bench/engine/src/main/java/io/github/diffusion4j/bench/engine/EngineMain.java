package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.SearchWork;
import io.github.diffusion4j.bench.Serving;
import io.github.diffusion4j.bench.TransformerWork;
import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.bench.Work;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The process in which this project's engine does a work. */
final class EngineMain {
  private EngineMain() {}

  public static void main(String[] arguments) throws IOException {
    String name = System.getProperty("bench.engine", "nd4j");
    Precision precision =
        Precision.valueOf(
            System.getProperty("bench.precision", "float32").toUpperCase(Locale.ROOT));
    try (Engine engine = Engine.open(new EngineSpec(name, "cpu", precision))) {
      Serving.serve("Diffusion4J on " + engine.name(), work -> contender(engine, work), arguments);
    }
  }

  /** A work that the engine has learnt to do gets its line here; the others it leaves out. */
  private static Optional<? extends Contender> contender(Engine engine, Work work) {
    if (work instanceof UNetWork unet) {
      Model model = new UNetModel(engine, unet, false);
      return Optional.of(
          unet.training() ? new TrainingStep(engine, model) : new ForwardPass(engine, model));
    }
    if (work instanceof NeighboursWork neighbours) {
      return Optional.of(new NearestRows(engine, neighbours));
    }
    if (work instanceof SearchWork search) {
      return Optional.of(new StoreSearch(engine, search));
    }
    if (work instanceof TransformerWork transformer) {
      return Optional.of(new TrainingStep(engine, new TransformerModel(engine, transformer)));
    }
    return Optional.empty();
  }
}
