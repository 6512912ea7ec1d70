package io.github.diffusion4j.maven.worker;

/**
 * What somebody asks to compute with, in a property, a POM or a recipe. A null component is left
 * open.
 *
 * @param name {@code nd4j}, {@code torch} or {@code auto}; may be null
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}; may be null
 * @param precision {@code float32}, {@code bfloat16} or {@code tf32}; may be null
 */
public record EngineAsked(String name, String device, String precision) {

  /** Asks for nothing. */
  public static final EngineAsked NOTHING = new EngineAsked(null, null, null);

  /** Takes a blank text for none, as Maven gives it for an empty element. */
  public EngineAsked {
    name = textOrNull(name);
    device = textOrNull(device);
    precision = textOrNull(precision);
  }

  /** Returns what this asks for, and what another does where this leaves it open. */
  public EngineAsked or(EngineAsked other) {
    return new EngineAsked(
        name == null ? other.name : name,
        device == null ? other.device : device,
        precision == null ? other.precision : precision);
  }

  /** Returns what the worker found in a recipe. */
  public static EngineAsked in(WorkerResult result) {
    return new EngineAsked(
        result.output("engine").orElse(null),
        result.output("device").orElse(null),
        result.output("precision").orElse(null));
  }

  /** Tells whether nothing is left open. */
  boolean isComplete() {
    return name != null && device != null && precision != null;
  }

  private static String textOrNull(String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }
}
