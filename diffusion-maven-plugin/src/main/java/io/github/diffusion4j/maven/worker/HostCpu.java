package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Operating system, architecture and instruction sets of a host.
 *
 * @param os the system's name as Java gives it in {@code os.name}
 * @param arch the architecture as Java gives it in {@code os.arch}
 * @param flags instruction sets in lower case, such as {@code avx2}; empty when they are not known
 */
public record HostCpu(String os, String arch, Set<String> flags) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Copies the flags. */
  public HostCpu {
    flags = Set.copyOf(flags);
  }

  /** Reads the host this JVM runs on; flags that cannot be read are taken as absent. */
  public static HostCpu current() {
    String os = System.getProperty("os.name");
    return new HostCpu(os, System.getProperty("os.arch"), readFlags(os.toLowerCase(Locale.ROOT)));
  }

  private static Set<String> readFlags(String os) {
    try {
      if (os.startsWith("linux")) {
        return parseCpuInfo(Files.readString(CPU_INFO));
      }
      if (os.startsWith("mac")) {
        return words(sysctl("machdep.cpu.features") + " " + sysctl("machdep.cpu.leaf7_features"));
      }
    } catch (IOException unreadable) {
      // The plainest native with oneDNN still runs: oneDNN looks at the processor itself.
    }
    return Set.of();
  }

  /** Returns the words of the first {@code flags} line of a {@code /proc/cpuinfo}. */
  static Set<String> parseCpuInfo(String text) {
    return text.lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> words(line.substring(line.indexOf(':') + 1)))
        .orElse(Set.of());
  }

  private static Set<String> words(String text) {
    return Stream.of(text)
        .flatMap(line -> Arrays.stream(line.trim().split("\\s+")))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String sysctl(String name) throws IOException {
    Process process = new ProcessBuilder("sysctl", "-n", name).start();
    try (var output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(5, TimeUnit.SECONDS);
      return text;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
