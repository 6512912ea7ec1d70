package io.github.diffusion4j.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses among the engines on the class path. */
final class Engines {
  /** The engine that core brings along; every other one was put beside it on purpose. */
  private static final String BUILT_IN = "nd4j";

  private Engines() {}

  static Engine.Provider choose(String name, Iterable<Engine.Provider> found) {
    List<Engine.Provider> providers = new ArrayList<>();
    found.forEach(providers::add);
    if (providers.isEmpty()) {
      throw new IllegalStateException(
          "no tensor engine on the classpath; diffusion-core brings one for ND4J, so its"
              + " META-INF/services entry was lost: keep service files when you merge jars");
    }
    return providers.stream()
        .filter(
            each ->
                name.equals(EngineSpec.AUTO)
                    ? !each.name().equals(BUILT_IN)
                    : each.name().equals(name))
        .findFirst()
        .orElseGet(() -> instead(name, providers));
  }

  private static Engine.Provider instead(String name, List<Engine.Provider> providers) {
    if (name.equals(EngineSpec.AUTO)) {
      return providers.get(0);
    }
    throw new IllegalArgumentException(
        "no engine '"
            + name
            + "' on the classpath; there "
            + (providers.size() == 1 ? "is " : "are ")
            + providers.stream().map(Engine.Provider::name).collect(Collectors.joining(", "))
            + (name.equals("torch") ? "; diffusion-torch brings it" : ""));
  }
}
