package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Asks for a classifier that guides a model. A null component is left to the default.
 *
 * @param model folder of the model that is to be guided
 * @param classifier folder of the classifier
 * @param data the pictures; may be null
 * @param heldOut share of them that accuracy is measured on; may be null
 * @param steps optimiser steps; may be null
 * @param batchSize pictures a step; may be null
 * @param learningRate of the first step; may be null
 * @param baseChannels of its first convolutions; may be null
 * @param seed of every random choice; may be null
 * @param engine what to compute with
 */
public record TrainClassifierRequest(
    Path model,
    Path classifier,
    String data,
    Double heldOut,
    Long steps,
    Integer batchSize,
    Double learningRate,
    Integer baseChannels,
    Long seed,
    EngineAsked engine)
    implements GoalRequest {

  /** Checks that there are both folders. */
  public TrainClassifierRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(classifier, "classifier");
    Objects.requireNonNull(engine, "engine");
  }

  @Override
  public String goal() {
    return "train-classifier";
  }

  @Override
  public List<String> arguments() {
    return new Options()
        .add("--model", model)
        .add("--classifier", classifier)
        .add("--data", data)
        .add("--held-out", heldOut)
        .add("--steps", steps)
        .add("--batch-size", batchSize)
        .add("--learning-rate", learningRate)
        .add("--base-channels", baseChannels)
        .add("--seed", seed)
        .add(engine)
        .toList();
  }

  @Override
  public boolean computes() {
    return true;
  }

  @Override
  public String afterInterruption() {
    return "Run the same build again to continue from the last checkpoint in "
        + classifier
        + ", if there is one.";
  }
}
