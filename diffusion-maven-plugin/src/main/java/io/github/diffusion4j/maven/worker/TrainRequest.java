package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a trained model. A null component is left to the recipe, the preset or the default.
 *
 * @param data {@code shapes}, or the absolute path of a file or folder; may be null
 * @param fit how a picture becomes square; may be null
 * @param cache {@code auto}, {@code none}, or the absolute path of a folder; may be null
 * @param model folder that receives the model
 * @param recipe YAML file; may be null
 * @param preset name of a built-in recipe; may be null
 * @param imageSize side of a picture in pixels; may be null
 * @param steps optimiser steps; may be null
 * @param maxDuration longest training time; may be null
 * @param batchSize pictures a step; may be null
 * @param seed seed of all random streams; may be null
 * @param force whether to train although the model is up to date
 * @param engine what to compute with
 */
public record TrainRequest(
    String data,
    String fit,
    String cache,
    Path model,
    Path recipe,
    String preset,
    Integer imageSize,
    Long steps,
    String maxDuration,
    Integer batchSize,
    Long seed,
    boolean force,
    EngineAsked engine)
    implements GoalRequest {

  /** Checks that there is a model folder. */
  public TrainRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(engine, "engine");
  }

  @Override
  public String goal() {
    return "train";
  }

  @Override
  public List<String> arguments() {
    return new Options()
        .add("--data", data)
        .add("--fit", fit)
        .add("--cache", cache)
        .add("--model", model)
        .add("--recipe", recipe)
        .add("--preset", preset)
        .add("--image-size", imageSize)
        .add("--steps", steps)
        .add("--max-duration", maxDuration)
        .add("--batch-size", batchSize)
        .add("--seed", seed)
        .flag("--force", force)
        .add(engine)
        .toList();
  }

  @Override
  public boolean computes() {
    return true;
  }

  @Override
  public Optional<EngineRequest> engineQuestion() {
    return engine.isComplete() ? Optional.empty() : EngineRequest.about(recipe, preset);
  }

  @Override
  public String afterInterruption() {
    return "Run the same build again to continue from the last checkpoint in "
        + model
        + ", if there is one.";
  }
}
