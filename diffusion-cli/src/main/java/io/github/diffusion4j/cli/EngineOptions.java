package io.github.diffusion4j.cli;

import io.github.diffusion4j.recipe.RecipeDraft;
import picocli.CommandLine.Option;

/** What to compute with, instead of what a recipe says. */
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "nd4j, torch, or auto: whichever was put on the class path beside ND4J's; nd4j unless"
              + " given.")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "What the engine computes on: cpu, cuda, cuda:1 or mps; cpu unless given.")
  private String device;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      description =
          "How exactly it computes convolutions and products: float32, bfloat16 or tf32; float32"
              + " unless given.")
  private String precision;

  /** Returns the draft with what was given on top. */
  RecipeDraft over(RecipeDraft draft) {
    RecipeDraft chosen = RecipeOptions.with(draft, "engine.name", engine, "--engine");
    chosen = RecipeOptions.with(chosen, "engine.device", device, "--device");
    return RecipeOptions.with(chosen, "engine.precision", precision, "--precision");
  }
}
