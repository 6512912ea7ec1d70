package io.github.diffusion4j.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Tells a build server from a person.
 *
 * @param environment of this process
 */
record ContinuousIntegration(Map<String, String> environment) {

  /**
   * Refuses to write what others are judged by where nobody looks at it.
   *
   * @param what a build server cannot do
   * @param file that would be written
   * @throws UserError if {@code CI} is set
   */
  void refuse(String what, Path file) {
    String ci = environment.getOrDefault("CI", "").strip().toLowerCase(Locale.ROOT);
    if (!ci.isEmpty() && !ci.equals("false") && !ci.equals("0")) {
      throw new UserError(
          "CI is set to '"
              + environment.get("CI")
              + "': a build server cannot "
              + what
              + "; run this where a person does, and commit "
              + file);
    }
  }
}
