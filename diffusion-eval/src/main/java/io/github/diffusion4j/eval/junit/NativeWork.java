package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.tensor.Engine;
import java.util.function.Function;
import java.util.function.Supplier;

/** The engine of a whole run of tests, opened when it is first needed; one at a time works. */
final class NativeWork implements AutoCloseable {
  private final Supplier<Engine> opening;
  private Engine engine;

  NativeWork(Supplier<Engine> opening) {
    this.opening = opening;
  }

  /**
   * Does work on the engine.
   *
   * @throws EvaluationException if there is none; the message names the dependency to add
   */
  synchronized <T> T with(Function<Engine, T> work) {
    if (engine == null) {
      engine = open();
    }
    return work.apply(engine);
  }

  private Engine open() {
    try {
      return opening.get();
    } catch (IllegalStateException | IllegalArgumentException absent) {
      throw new EvaluationException(
          absent.getMessage()
              + "\nFor tests, add the dependency org.nd4j:nd4j-native-platform:1.0.0-M2.1 with"
              + " scope test; the README of Diffusion4J names smaller ones for a known host.");
    }
  }

  @Override
  public synchronized void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
