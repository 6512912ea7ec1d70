package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.recipe.Fingerprint;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.recipe.UpToDate;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model, unless the one that is there is what would come out again. */
@Command(
    name = "train",
    description = "Trains a model on pictures; does nothing if it is up to date.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Action {
  @Mixin private RecipeOptions recipe;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder of pictures (sub-folders are classes), a ZIP of one, an IDX file, or what"
              + " is built in: 'shapes', or 'close-ups' of them.")
  private String data;

  @Option(
      names = "--fit",
      paramLabel = "FIT",
      description = "How pictures become squares: crop or pad.")
  private String fit;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Keeps decoded pictures for the next time; 'auto' is your folder for caches, 'none'"
              + " decodes each time.")
  private String cache;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      defaultValue = "model",
      description = "Where the model goes; ${DEFAULT-VALUE} unless given.")
  private Path model;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Width and height of the pictures that the model learns.")
  private Integer imageSize;

  @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps.")
  private Long steps;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      description = "Stop after this time, for example 20m or 1h30m.")
  private String maxDuration;

  @Option(names = "--batch-size", paramLabel = "N", description = "Pictures a step.")
  private Integer batchSize;

  @Option(names = "--seed", paramLabel = "N", description = "Of every random choice.")
  private Long seed;

  @Option(
      names = "--force",
      description = "Train from the beginning even if the model is up to date.")
  private boolean force;

  @Override
  public Outcome run(Session session) {
    Recipe wanted = wanted();
    advise(wanted, session);
    wanted.notes().forEach(note -> session.progress().note("Note: " + note));
    DataManifest manifest = Datasets.manifest(wanted.data());
    ModelFolder folder = new ModelFolder(model);
    try (Engine engine = session.openEngine(wanted.engine().spec())) {
      Fingerprint now = fingerprint(engine, wanted, manifest);
      UpToDate state = force ? folder.forced() : folder.check(now);
      if (state instanceof UpToDate.Stale stale) {
        return train(engine, wanted, folder, stale, session);
      }
      if (state instanceof UpToDate.Current current && !current.note().isEmpty()) {
        session.progress().note("Note: " + current.note());
      }
    }
    folder.keepRecipe(wanted);
    return Outcome.upToDate("Model is up to date: " + model, folder.outputs());
  }

  private static Outcome train(
      Engine engine, Recipe wanted, ModelFolder folder, UpToDate.Stale stale, Session session) {
    session.progress().note("Reading the data: " + wanted.data().path());
    Dataset dataset = Datasets.open(wanted.data());
    dataset.notes().forEach(session.progress()::note);
    int unreadable = dataset.unreadable().size();
    if (unreadable > 0) {
      String path = wanted.data().path();
      session
          .progress()
          .note(
              unreadable
                  + " files could not be read and were left out; 'diffusion inspect --data "
                  + path
                  + "' lists them");
    }
    Fingerprint now = fingerprint(engine, wanted, dataset.manifest());
    folder.prepare(stale, now, session.progress());
    folder.keepRecipe(wanted);
    return new TrainingRun(engine, dataset, wanted, folder, now, session).run();
  }

  private static Fingerprint fingerprint(Engine engine, Recipe recipe, DataManifest data) {
    return Fingerprint.of(Version.current(), engine.name(), recipe, data);
  }

  private Recipe wanted() {
    RecipeDraft draft = engineOptions.over(recipe.draft());
    draft = RecipeOptions.with(draft, "data.path", data, "--data");
    draft = RecipeOptions.with(draft, "data.fit", fit, "--fit");
    draft = RecipeOptions.with(draft, "data.cache", cache, "--cache");
    draft = RecipeOptions.with(draft, "data.image-size", imageSize, "--image-size");
    draft = RecipeOptions.with(draft, "training.steps", steps, "--steps");
    draft = RecipeOptions.with(draft, "training.max-duration", maxDuration, "--max-duration");
    draft = RecipeOptions.with(draft, "training.batch-size", batchSize, "--batch-size");
    draft = RecipeOptions.with(draft, "training.seed", seed, "--seed");
    return draft.resolve();
  }

  private static void advise(Recipe recipe, Session session) {
    int part = recipe.training().batchSize() / recipe.training().accumulation();
    long bytes = MemoryEstimate.training(recipe.network(), recipe.data().imageSize(), part);
    session
        .memory()
        .advise(
            "A training step of this network with "
                + part
                + " pictures of size "
                + recipe.data().imageSize()
                + " takes about "
                + MemoryEstimate.format(bytes)
                + ".\nLower --batch-size (now "
                + recipe.training().batchSize()
                + ") or --image-size, raise training.accumulation in the recipe, or give the"
                + " process more memory (-Xmx, or maxHeap in the Maven plugin).");
  }
}
