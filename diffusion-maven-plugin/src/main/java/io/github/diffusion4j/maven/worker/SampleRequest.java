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
 * @param sampling how to draw
 * @param guard whether to tell of all pictures how strongly their classes pull
 * @param ifNeeded whether to leave pictures that are there, unless another model drew them
 * @param force whether to draw although the pictures are up to date
 * @param engine what to compute with
 */
public record SampleRequest(
    Path model,
    Integer samples,
    Path samplesDirectory,
    SamplingAsked sampling,
    boolean guard,
    boolean ifNeeded,
    boolean force,
    EngineAsked engine)
    implements GoalRequest {

  /** Checks that there are both folders. */
  public SampleRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(sampling, "sampling");
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
        .add(sampling)
        .flag("--guard", guard)
        .flag("--if-needed", ifNeeded)
        .flag("--force", force)
        .add(engine)
        .toList();
  }

  @Override
  public boolean computes() {
    return true;
  }
}
