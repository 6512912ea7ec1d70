package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.ClassifierTrainer;
import io.github.diffusion4j.train.ClassifierTrainingSpec;
import io.github.diffusion4j.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier of noisy pictures that guides a model. */
@Command(
    name = "train-classifier",
    description = {
      "Trains a classifier of noisy pictures that guides a model when it draws.",
      "Its data, the size of the pictures and their noise are those of the model."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainClassifierCommand implements Action {
  /** The share of the pictures that accuracy is measured on if the model learned from all. */
  private static final double USUAL_HELD_OUT = 0.1;

  private static final List<Integer> MULTIPLIERS = List.of(1, 2, 4);
  private static final double DROPOUT = 0.1;
  private static final double WEIGHT_DECAY = 0.05;
  private static final int CHECKPOINT_EVERY = 200;

  @Mixin private RecipeOptions recipe;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      defaultValue = "model",
      description = "The model that is to be guided; ${DEFAULT-VALUE} unless given.")
  private Path modelFolder;

  @Option(
      names = "--classifier",
      paramLabel = "FOLDER",
      defaultValue = "classifier",
      description = "Where the classifier goes; ${DEFAULT-VALUE} unless given.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "The pictures, if they are not where the model's were.")
  private String data;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description =
          "Share of the pictures that accuracy is measured on and nothing is learned from; as the"
              + " model's recipe says, or else 0.1.")
  private Double heldOut;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Optimiser steps; ${DEFAULT-VALUE} unless given.")
  private long steps;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Pictures a step; ${DEFAULT-VALUE} unless given.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "Of the first step, from where it falls to 0; ${DEFAULT-VALUE} unless given.")
  private double learningRate;

  @Option(
      names = "--base-channels",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "Channels of its first convolutions, a multiple of 4; ${DEFAULT-VALUE} unless given.")
  private int baseChannels;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of every random choice; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Override
  public Outcome run(Session session) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserError("--classifier is " + folder + ", which is a file; name a folder");
    }
    ModelManifest model = ModelManifest.read(modelFolder);
    Recipe wanted = wanted(model);
    UNetSpec encoder = encoder();
    advise(encoder, model.imageSize(), session);
    session.progress().note("Reading the data: " + wanted.data().path());
    Dataset training = Datasets.open(wanted.data());
    requireClasses(model, training);
    Dataset others = Datasets.heldOut(wanted.data());
    try (Engine engine = session.openEngine(wanted.engine().spec())) {
      session.progress().note("Training on " + training.description());
      ClassifierTrainer trainer =
          trainer(
              engine,
              training,
              others.size() == 0 ? training : others,
              encoder,
              wanted.training().horizontalFlip(),
              model,
              new TrainingRun.Monitor(session.progress(), null));
      return train(trainer, session);
    }
  }

  private Outcome train(ClassifierTrainer trainer, Session session) {
    session.interruption().onRequest(trainer::stop);
    TrainingResult result;
    try {
      result = trainer.run();
    } finally {
      session.interruption().onRequest(() -> {});
    }
    if (result.interrupted()) {
      return Outcome.interrupted(
          "Interrupted after step "
              + result.step()
              + "; the state is saved in "
              + folder
              + ". Run the same command again to go on from there.");
    }
    return Outcome.ok(
        String.format(
            Locale.ROOT,
            "Trained %d steps, loss %.4f: %s%nDraw with it: diffusion sample --classifier %s",
            result.step(),
            result.loss(),
            folder,
            folder),
        Map.of("classifier", folder.toString()));
  }

  private Recipe wanted(ModelManifest model) {
    RecipeDraft draft = recipe.forModel(modelFolder, engineOptions);
    draft = RecipeOptions.with(draft, "data.path", data, "--data");
    draft = RecipeOptions.with(draft, "data.image-size", model.imageSize(), "the model");
    draft = RecipeOptions.with(draft, "data.channels", model.channels(), "the model");
    draft = RecipeOptions.with(draft, "data.held-out", heldOut, "--held-out");
    DataSpec spec = draft.resolve().data();
    boolean measured = heldOut != null || spec.heldOut() > 0;
    return (measured ? draft : draft.with("data.held-out", USUAL_HELD_OUT, "the default"))
        .resolve();
  }

  private static void requireClasses(ModelManifest model, Dataset data) {
    if (!data.classes().containsAll(model.classes())) {
      throw new UserError(
          "the model draws the classes "
              + model.classes()
              + ", but the data has "
              + data.classes()
              + "; name the model's data with --data");
    }
  }

  private UNetSpec encoder() {
    try {
      return new UNetSpec(baseChannels, MULTIPLIERS, 1, List.of(), baseChannels, DROPOUT);
    } catch (IllegalArgumentException impossible) {
      throw new UserError(
          "--base-channels is " + baseChannels + ": " + impossible.getMessage(), impossible);
    }
  }

  private ClassifierTrainer trainer(
      Engine engine,
      Dataset training,
      Dataset others,
      UNetSpec encoder,
      boolean flip,
      ModelManifest model,
      TrainingRun.Monitor monitor) {
    try {
      return new ClassifierTrainer(
          engine,
          training,
          others,
          encoder,
          ClassifierSpec.Pooling.ATTENTION,
          model.formulation(),
          new ClassifierTrainingSpec(
              steps, batchSize, learningRate, WEIGHT_DECAY, flip, seed, CHECKPOINT_EVERY),
          folder,
          monitor);
    } catch (IllegalArgumentException unfit) {
      throw new UserError(unfit.getMessage(), unfit);
    }
  }

  private void advise(UNetSpec encoder, int size, Session session) {
    long bytes = MemoryEstimate.training(encoder, size, batchSize);
    session
        .memory()
        .advise(
            "A training step of this classifier with "
                + batchSize
                + " pictures of size "
                + size
                + " takes up to "
                + MemoryEstimate.format(bytes)
                + ".\nLower --batch-size or --base-channels, or give the process more memory (-Xmx,"
                + " or maxHeap in the Maven plugin).");
  }
}
