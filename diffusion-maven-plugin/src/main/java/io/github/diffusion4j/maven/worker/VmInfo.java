package io.github.diffusion4j.maven.worker;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What HotSpot reports about the host: the text of {@code jcmd VM.info}. It is the one way to the
 * processor's instruction sets and the C library's version that needs no native code and no other
 * program, on any system.
 *
 * @param flags instruction sets in lower case; empty when they are not known
 * @param libc C library of a Linux, such as {@code glibc 2.36} or {@code musl}; else empty
 */
record VmInfo(Set<String> flags, String libc) {

  private static final String CPU = "CPU:";
  private static final String LIBC = "libc:";

  /** Asks this JVM; one that is not HotSpot tells nothing. */
  static VmInfo read() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmInfo",
                  new Object[] {null},
                  new String[] {String[].class.getName()});
      return parse(String.valueOf(text));
    } catch (JMException | RuntimeException notHotSpot) {
      return new VmInfo(Set.of(), "");
    }
  }

  static VmInfo parse(String text) {
    String[] libc = line(text, LIBC).split("\\s+");
    String version = libc.length > 1 && libc[1].matches("[0-9.]+") ? " " + libc[1] : "";
    return new VmInfo(Host.words(line(text, CPU)), libc[0] + version);
  }

  /** Returns what follows a label at the beginning of a line. */
  private static String line(String text, String label) {
    return text.lines()
        .filter(line -> line.startsWith(label))
        .findFirst()
        .map(line -> line.substring(label.length()).trim())
        .orElse("");
  }
}
