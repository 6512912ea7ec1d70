package io.github.diffusion4j.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a comparison ran.
 *
 * @param processor as the system calls it
 * @param cores that the JVM may use
 * @param memory in all, as the system says it
 * @param system name, version and architecture
 * @param java version of the JVM
 */
record Machine(String processor, int cores, String memory, String system, String java) {
  /** Describes this one; what it does not tell is "unknown". */
  static Machine here() {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        value(Path.of("/proc/meminfo"), "MemTotal"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.version"));
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
