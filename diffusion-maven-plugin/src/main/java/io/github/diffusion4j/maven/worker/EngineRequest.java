package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks which engine a recipe names. Maven cannot read recipes, and must know before it resolves
 * that engine's natives.
 *
 * @param recipe YAML or JSON file
 * @param preset that the recipe is laid over instead of its own; may be null
 */
public record EngineRequest(Path recipe, String preset) implements GoalRequest {

  /** The key of a recipe that names an engine. */
  private static final String KEY = "engine";

  /** Checks that there is a recipe. */
  public EngineRequest {
    Objects.requireNonNull(recipe, "recipe");
  }

  /**
   * Returns the question about a recipe; none if there is no recipe, or it does not hold the word:
   * most do not, and starting a JVM for them would take a second of every build.
   */
  static Optional<EngineRequest> about(Path recipe, String preset) {
    return recipe == null || !mayNameEngine(recipe)
        ? Optional.empty()
        : Optional.of(new EngineRequest(recipe, preset));
  }

  private static boolean mayNameEngine(Path recipe) {
    try {
      return Files.readString(recipe).contains(KEY);
    } catch (IOException unreadable) {
      // The worker says what is wrong with it, before anything large is downloaded.
      return true;
    }
  }

  @Override
  public String goal() {
    return "engine";
  }

  @Override
  public List<String> arguments() {
    return new Options().add("--recipe", recipe).add("--preset", preset).toList();
  }

  @Override
  public boolean computes() {
    return false;
  }
}
