package io.github.diffusion4j.maven.worker;

import java.util.List;

/**
 * How many threads the worker computes with, in native code and in Java's own loops.
 *
 * @param count number of threads, at least 1
 * @param capped whether the user asked for so many; if not, it is all that the host has
 */
public record Threads(int count, boolean capped) {

  /** Checks the range. */
  public Threads {
    if (count < 1) {
      throw new IllegalArgumentException(
          "diffusion.threads is " + count + "; write 1 or more, or leave it out for all cores");
    }
  }

  /** Returns as many threads as the user asked for, or all that there are processors. */
  public static Threads of(Integer asked, int processors) {
    return asked == null ? new Threads(processors, false) : new Threads(asked, true);
  }

  /** Returns the JVM's option; without it the JVM counts the processors itself. */
  List<String> option() {
    return capped ? List.of("-XX:ActiveProcessorCount=" + count) : List.of();
  }
}
