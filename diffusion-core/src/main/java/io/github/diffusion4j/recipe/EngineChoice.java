package io.github.diffusion4j.recipe;

import io.github.diffusion4j.tensor.EngineSpec;
import java.util.Objects;

/**
 * What a recipe is computed with. It changes how fast a model comes out and how its numbers are
 * rounded, and not which model it is.
 *
 * @param name of the engine: {@code nd4j}, {@code torch}, or {@code auto} for the one that was put
 *     on the class path beside ND4J's
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
 * @param precision of convolutions and products of matrices
 */
public record EngineChoice(String name, String device, EngineSpec.Precision precision) {
  /** What presets name: ND4J on the processor in FLOAT32. */
  public static final EngineChoice STANDARD =
      new EngineChoice("nd4j", "cpu", EngineSpec.Precision.FLOAT32);

  /**
   * Checks the form; whether there is such an engine, and what it has, shows when it is opened.
   *
   * @throws IllegalArgumentException if the name is blank or the device is not of that form
   */
  public EngineChoice {
    Objects.requireNonNull(precision, "precision");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank; write nd4j, torch or auto");
    }
    // Its own check is the one that counts.
    new EngineSpec(name, device, precision);
  }

  /** Returns what to open an engine with. */
  public EngineSpec spec() {
    return new EngineSpec(name, device, precision);
  }
}
