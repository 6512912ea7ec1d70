package io.github.diffusion4j.cli;

import io.github.diffusion4j.recipe.EngineChoice;
import io.github.diffusion4j.recipe.Preset;
import io.github.diffusion4j.recipe.RecipeDraft;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a recipe comes from. */
final class RecipeOptions {
  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "A recipe in YAML or JSON; 'diffusion schema' prints its JSON schema.")
  private Path recipe;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = {
        "The recipe to begin with: edm-small, ddpm-small, iddpm-small, adm-small, cdm-small or"
            + " shapes-quick; with the networks of the papers edm, ddpm, iddpm, adm or cdm."
      })
  private String preset;

  /** Returns whether either is given. */
  boolean given() {
    return recipe != null || preset != null;
  }

  /** Returns the recipe that options are laid over. */
  RecipeDraft draft() {
    if (recipe == null) {
      return RecipeDraft.preset(preset == null ? Preset.DEFAULT : preset);
    }
    return preset == null ? RecipeDraft.file(recipe) : RecipeDraft.file(recipe, preset);
  }

  /**
   * Returns the recipe that a model is drawn from by: if none is given the one it was trained with,
   * but for what computes, which may not be there where it is drawn from.
   */
  RecipeDraft forModel(Path model, EngineOptions engine) {
    RecipeDraft kept =
        given()
            ? draft()
            : RecipeDraft.kept(new ModelFolder(model).path())
                .orElseGet(this::draft)
                .with("engine", EngineChoice.STANDARD, "the default");
    return engine.over(kept);
  }

  /** Returns the draft with one value replaced if the option was given. */
  static RecipeDraft with(RecipeDraft draft, String path, Object value, String option) {
    return value == null ? draft : draft.with(path, value, option);
  }
}
