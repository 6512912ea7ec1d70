package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Asks for pictures drawn from a trained model. A null component is left to the default.
 *
 * @param model folder of the trained model
 * @param samples number of pictures; may be null
 * @param samplesDirectory folder that receives the pictures
 * @param sampler name of the sampler; may be null
 * @param samplingSteps steps of the sampler; may be null
 * @param guidance scale of classifier-free guidance; may be null
 * @param classLabel class to draw; may be null
 * @param batchSize pictures drawn at once; may be null
 * @param seed seed of all random streams; may be null
 * @param force whether to draw although the pictures are up to date
 * @param engine what to compute with
 */
public record SampleRequest(
    Path model,
    Integer samples,
    Path samplesDirectory,
    String sampler,
    Integer samplingSteps,
    Double guidance,
    String classLabel,
    Integer batchSize,
    Long seed,
    boolean force,
    EngineAsked engine)
    implements GoalRequest {

  /** Checks that there are both folders. */
  public SampleRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(samplesDirectory, "samplesDirectory");
  }

  @Override
  public String goal() {
    return "sample";
  }

  @Override
  public List<String> arguments() {
    return new Options()
        .add("--model", model)
        .add("--samples", samples)
        .add("--samples-directory", samplesDirectory)
        .add("--sampler", sampler)
        .add("--sampling-steps", samplingSteps)
        .add("--guidance", guidance)
        .add("--class-label", classLabel)
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
}
