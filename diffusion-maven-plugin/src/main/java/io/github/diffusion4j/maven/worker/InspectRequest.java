package io.github.diffusion4j.maven.worker;

import java.util.List;

/**
 * Asks what is in a data set.
 *
 * @param data {@code shapes}, or the absolute path of a file or folder; may be null
 * @param imageSize side of a picture in pixels as training would use it; may be null
 */
public record InspectRequest(String data, Integer imageSize) implements GoalRequest {

  @Override
  public String goal() {
    return "inspect";
  }

  @Override
  public List<String> arguments() {
    return new Options().add("--data", data).add("--image-size", imageSize).toList();
  }

  @Override
  public boolean computes() {
    return false;
  }
}
