package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Asks for pictures that begin with others. A null component is left to the default.
 *
 * @param model folder of the trained model
 * @param picture to begin with
 * @param mask of what is drawn anew; may be null
 * @param to picture that others lead to; may be null
 * @param encode whether the picture is taken to its noise and drawn again
 * @param decodeClass class that is then drawn; may be null
 * @param strength share of the steps that is taken; may be null
 * @param resamplings how often each part of the way is walked; may be null
 * @param jump how many steps each goes back up; may be null
 * @param samples number of pictures; may be null
 * @param samplesDirectory folder that receives the pictures
 * @param sampling how to draw
 * @param force whether to write among the files of others
 * @param engine what to compute with
 */
public record EditRequest(
    Path model,
    Path picture,
    Path mask,
    Path to,
    boolean encode,
    String decodeClass,
    Double strength,
    Integer resamplings,
    Integer jump,
    Integer samples,
    Path samplesDirectory,
    SamplingAsked sampling,
    boolean force,
    EngineAsked engine)
    implements GoalRequest {

  /** Checks that there are both folders and a picture. */
  public EditRequest {
    Objects.requireNonNull(model, "model");
    if (picture == null) {
      throw new IllegalArgumentException(
          "diffusion.picture is not set; name the file of the picture to begin with");
    }
    Objects.requireNonNull(samplesDirectory, "samplesDirectory");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(engine, "engine");
  }

  @Override
  public String goal() {
    return "edit";
  }

  @Override
  public List<String> arguments() {
    return new Options()
        .add("--model", model)
        .add("--picture", picture)
        .add("--mask", mask)
        .add("--to", to)
        .flag("--encode", encode)
        .add("--decode-class", decodeClass)
        .add("--strength", strength)
        .add("--resamplings", resamplings)
        .add("--jump", jump)
        .add("--samples", samples)
        .add("--samples-directory", samplesDirectory)
        .add(sampling)
        .flag("--force", force)
        .add(engine)
        .toList();
  }

  @Override
  public boolean computes() {
    return true;
  }
}
