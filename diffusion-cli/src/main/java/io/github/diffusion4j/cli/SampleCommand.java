package io.github.diffusion4j.cli;

import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.recipe.EngineChoice;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws pictures from a trained model. */
@Command(
    name = "sample",
    description = {
      "Draws pictures from a trained model: PNG files, a contact sheet and a manifest.",
      "What no option says is taken from the recipe that the model was trained with, but for what"
          + " computes."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SampleCommand implements Action {
  @Mixin private RecipeOptions recipe;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      defaultValue = "model",
      description = "The trained model; ${DEFAULT-VALUE} unless given.")
  private Path folder;

  @Option(names = "--samples", paramLabel = "N", description = "How many pictures.")
  private Integer count;

  @Option(
      names = "--samples-directory",
      paramLabel = "FOLDER",
      defaultValue = "samples",
      description = "Where the pictures go; ${DEFAULT-VALUE} unless given.")
  private Path target;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "dpmpp-2m-sde, heun, ddim, ancestral and others.")
  private String sampler;

  @Option(names = "--sampling-steps", paramLabel = "N", description = "Steps of the sampler.")
  private Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      description = "How strongly the class is insisted on; 1 is off.")
  private Double guidance;

  @Option(
      names = "--class-label",
      paramLabel = "CLASS",
      description = "Class of all pictures, by name or number; all classes in turn unless given.")
  private String classLabel;

  @Option(names = "--seed", paramLabel = "N", description = "Of the noise.")
  private Long seed;

  @Option(names = "--batch-size", paramLabel = "N", description = "Pictures drawn at once.")
  private Integer batchSize;

  @Option(
      names = "--force",
      description =
          "Write into a folder that holds other files; only those of the same name are replaced.")
  private boolean force;

  @Override
  public Outcome run(Session session) {
    Recipe wanted = draft().resolve();
    SamplingSpec sampling = wanted.sampling();
    OutputFolder output = new OutputFolder(target, force);
    output.requireOurs();
    try (Engine engine = session.openEngine(wanted.engine().spec())) {
      PictureModel model = PictureModel.load(folder, engine, wanted.cascade().handover());
      List<String> classes = model.last().classes();
      ClassLabels labels = ClassLabels.of(classes, classLabel, sampling);
      // A recipe's guidance is for models with classes; one on the command line is meant for this.
      double scale = classes.isEmpty() && guidance == null ? 1 : sampling.guidance();
      advise(model, sampling, session);
      return new SamplingRun(
              model, sampling, wanted.cascade().handover(), scale, labels, output, session)
          .run();
    }
  }

  private RecipeDraft draft() {
    RecipeDraft draft = engineOptions.over(recipe.given() ? recipe.draft() : kept());
    draft = RecipeOptions.with(draft, "sampling.count", count, "--samples");
    draft = RecipeOptions.with(draft, "sampling.sampler", sampler, "--sampler");
    draft = RecipeOptions.with(draft, "sampling.steps", steps, "--sampling-steps");
    draft = RecipeOptions.with(draft, "sampling.guidance", guidance, "--guidance");
    draft = RecipeOptions.with(draft, "sampling.seed", seed, "--seed");
    return RecipeOptions.with(draft, "sampling.batch-size", batchSize, "--batch-size");
  }

  /** What a model was trained on may not be there where it is drawn from. */
  private RecipeDraft kept() {
    return new ModelFolder(folder)
        .keptRecipe()
        .orElseGet(recipe::draft)
        .with("engine", EngineChoice.STANDARD, "the default");
  }

  private static void advise(PictureModel model, SamplingSpec sampling, Session session) {
    ModelManifest largest = model.last();
    long bytes =
        MemoryEstimate.sampling(largest.network(), largest.imageSize(), sampling.batchSize());
    session
        .memory()
        .advise(
            "Drawing "
                + sampling.batchSize()
                + " pictures at once takes about "
                + MemoryEstimate.format(bytes)
                + ".\nLower --batch-size (the pictures stay the same), or give the process more"
                + " memory (-Xmx, or maxHeap in the Maven plugin).");
  }
}
