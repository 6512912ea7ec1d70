package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Asks what is in a data set.
 *
 * @param data {@code shapes}, or the absolute path of a file or folder; may be null
 * @param imageSize side of a picture in pixels as training would use it; may be null
 * @param page file that receives the page
 * @param report file that receives everything as JSON
 */
public record InspectRequest(String data, Integer imageSize, Path page, Path report)
    implements GoalRequest {

  /** Checks that there are both files. */
  public InspectRequest {
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(report, "report");
  }

  @Override
  public String goal() {
    return "inspect";
  }

  @Override
  public List<String> arguments() {
    return new Options()
        .add("--data", data)
        .add("--image-size", imageSize)
        .add("--html", page)
        .add("--json", report)
        .toList();
  }

  @Override
  public boolean computes() {
    return false;
  }
}
