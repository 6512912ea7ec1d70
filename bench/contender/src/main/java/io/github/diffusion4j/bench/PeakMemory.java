package io.github.diffusion4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory that this process ever held in RAM. */
public final class PeakMemory {
  private PeakMemory() {}

  /** Returns it in bytes, natives and the JVM's own included; 0 where the system does not tell. */
  public static long bytes() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException notLinux) {
      return 0;
    }
  }

  static long parse(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
