package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.SamplesFolder;
import io.github.diffusion4j.denoise.ConditionGuard;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Guides;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  @Mixin private SamplingOptions options;

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
      names = "--force",
      description =
          "Write into a folder that holds other files; only those of the same name are replaced.")
  private boolean force;

  @Option(
      names = "--if-needed",
      description =
          "Draw only where there are no pictures, or those of another model; what they were drawn"
              + " with besides does not matter.")
  private boolean ifNeeded;

  @Option(
      names = "--guard",
      description =
          "Tell in samples.json how strongly its class pulls at each picture, over all steps; a"
              + " memorised one pulls far more than others. Guidance away from no class tells"
              + " anyway, where it acts; elsewhere the model is asked twice.")
  private boolean guard;

  @Override
  public Outcome run(Session session) {
    Recipe wanted = draft().resolve();
    SamplingSpec sampling = wanted.sampling();
    OutputFolder output = new OutputFolder(target, force);
    if (!ifNeeded) {
      output.requireOurs();
    }
    try (Engine engine = session.openEngine(wanted.engine().spec())) {
      GuidedModel guided =
          GuidedModel.load(folder, sampling, options, wanted.cascade().handover(), engine);
      PictureModel model = guided.model();
      if (ifNeeded && !output.isEmpty() && !isOfAnother(model)) {
        return Outcome.upToDate("Pictures are there: " + target, Map.of());
      }
      ClassLabels labels = ClassLabels.of(classes(guided), options.classLabel(), sampling);
      advise(model, sampling, session);
      Map<Integer, Double> magnitudes = new HashMap<>();
      SamplingRun.Source source =
          new SamplingRun.Source(
              (asked, from) -> {
                ConditionGuard looking = new ConditionGuard(guard);
                Guides guides = guided.guides().with(looking);
                List<Image> drawn =
                    model.sample(sampling.sampler(), guides, asked, sampling.seed(), from);
                double[] seen = looking.magnitudes();
                for (int i = 0; i < seen.length; i++) {
                  // No class pulls at a picture of none.
                  if (asked[i] >= 0) {
                    magnitudes.put(from + i, seen[i]);
                  }
                }
                return drawn;
              },
              Map.of(),
              magnitudes);
      return new SamplingRun(guided, wanted.cascade().handover(), labels, source, output, session)
          .run();
    }
  }

  private boolean isOfAnother(PictureModel model) {
    return SamplesFolder.model(target).filter(digest -> !digest.equals(model.digest())).isPresent();
  }

  /** A model without classes that a classifier guides draws those of the classifier. */
  static List<String> classes(GuidedModel guided) {
    List<String> own = guided.model().last().classes();
    return own.isEmpty() && guided.guides().classifier() != null
        ? guided.guides().classifier().manifest().classes()
        : own;
  }

  private RecipeDraft draft() {
    RecipeDraft draft = recipe.forModel(folder, engineOptions);
    return RecipeOptions.with(options.over(draft), "sampling.count", count, "--samples");
  }

  static void advise(PictureModel model, SamplingSpec sampling, Session session) {
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
