package io.github.diffusion4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The page that GitHub shows of a build's step: a file to append Markdown to, named by the
 * environment.
 *
 * @param environment of the process
 */
record StepSummary(Map<String, String> environment) {
  private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  /** A step's summary that is larger is dropped as a whole, with what others wrote. */
  private static final long LARGEST = 1 << 20;

  /**
   * Appends Markdown, if there is such a file and it has room.
   *
   * @return what kept it from doing so, for a person
   */
  Optional<String> append(String markdown) {
    String name = environment.getOrDefault(VARIABLE, "");
    if (name.isBlank()) {
      return Optional.empty();
    }
    Path file = Path.of(name);
    byte[] more = ("\n" + markdown).getBytes(StandardCharsets.UTF_8);
    try {
      long before = Files.exists(file) ? Files.size(file) : 0;
      if (before + more.length >= LARGEST) {
        return Optional.of(
            "the summary does not fit into %s, which holds %,d of %,d bytes"
                .formatted(VARIABLE, before, LARGEST));
      }
      Files.write(file, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the summary could not be appended to " + VARIABLE + ": " + e);
    }
  }
}
