package io.github.diffusion4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where something was measured.
 *
 * @param processor as the system calls it
 * @param cores that the JVM may use
 * @param memory in all, as the system says it
 * @param system name, version and architecture
 * @param java version of the JVM
 */
public record Machine(String processor, int cores, String memory, String system, String java) {
  /** Describes this one; what it does not tell is "unknown". */
  public static Machine here() {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        value(Path.of("/proc/meminfo"), "MemTotal"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.version"));
  }

  /** Returns the commit of the code around a folder; "unknown" outside a Git repository. */
  public static String commit(Path folder) throws IOException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.isBlank() ? "unknown" : said.trim();
    } catch (IOException noGit) {
      return "unknown";
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String value(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
