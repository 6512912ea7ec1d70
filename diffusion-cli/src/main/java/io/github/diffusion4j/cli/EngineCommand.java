package io.github.diffusion4j.cli;

import io.github.diffusion4j.recipe.EngineChoice;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Says which engine a recipe names. It needs no engine itself, so the Maven plugin asks it before
 * it knows whose natives to put on a class path.
 */
@Command(
    name = "engine",
    hidden = true,
    description = "Says which engine a recipe names.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EngineCommand implements Action {
  @Mixin private RecipeOptions recipe;
  @Mixin private EngineOptions options;

  @Override
  public Outcome run(Session session) {
    EngineChoice engine = options.over(recipe.draft()).engine();
    return Outcome.ok(
        engine.name() + " on " + engine.device() + " in " + engine.precision().key(),
        Map.of(
            "engine", engine.name(),
            "device", engine.device(),
            "precision", engine.precision().key()));
  }
}
