package io.github.diffusion4j.maven.worker;

import java.util.ArrayList;
import java.util.List;

/** Collects command line options; what was not set is left to the program's own default. */
final class Options {

  private final List<String> arguments = new ArrayList<>();

  /** Appends {@code name value} unless the value is null or an empty text. */
  Options add(String name, Object value) {
    if (value != null && !value.toString().isBlank()) {
      arguments.add(name);
      arguments.add(value.toString());
    }
    return this;
  }

  /** Appends {@code name} when the flag is set. */
  Options flag(String name, boolean set) {
    if (set) {
      arguments.add(name);
    }
    return this;
  }

  /** Appends what to compute with. */
  Options add(EngineAsked engine) {
    return add("--engine", engine.name())
        .add("--device", engine.device())
        .add("--precision", engine.precision());
  }

  List<String> toList() {
    return List.copyOf(arguments);
  }
}
