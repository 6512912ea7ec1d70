package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.Inspection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is in a data set. */
@Command(
    name = "inspect",
    description =
        "Says what is in a data set: counts, sizes, modes, classes, and what could not be read and"
            + " why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Action {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "A folder of pictures (sub-folders are classes), a ZIP of one, an IDX file, or what"
              + " is built in: 'shapes', or 'close-ups' of them.")
  private String data;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Size that a model would learn: says how many pictures are smaller.")
  private Integer imageSize;

  @Override
  public Outcome run(Session session) {
    if (imageSize != null && imageSize < 1) {
      throw new UserError("--image-size is " + imageSize + "; it must be 1 or more");
    }
    Inspection inspection = Inspection.of(data, imageSize == null ? 0 : imageSize);
    return Outcome.ok(inspection.text().stripTrailing(), Map.of());
  }
}
