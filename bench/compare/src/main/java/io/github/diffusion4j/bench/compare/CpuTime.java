package io.github.diffusion4j.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all processors together did since the system started, in ticks.
 *
 * @param total of everything
 * @param steal that the host of a virtual machine gave to others
 */
record CpuTime(long total, long steal) {
  /** Reads it; all zero where the system does not tell. */
  static CpuTime now() {
    try {
      return parse(Files.readString(Path.of("/proc/stat")));
    } catch (IOException notLinux) {
      return new CpuTime(0, 0);
    }
  }

  /** Reads the first line: user, nice, system, idle, iowait, irq, softirq, steal, guests. */
  static CpuTime parse(String stat) {
    String[] words = stat.lines().findFirst().orElse("").trim().split("\\s+");
    if (words.length < 9 || !words[0].equals("cpu")) {
      return new CpuTime(0, 0);
    }
    // Guests' time stands in user's too.
    long[] ticks = Arrays.stream(words, 1, 9).mapToLong(Long::parseLong).toArray();
    return new CpuTime(Arrays.stream(ticks).sum(), ticks[7]);
  }

  /** Returns the share of the time since then that was stolen, 0 to 1. */
  double stealSince(CpuTime before) {
    return total == before.total ? 0 : (double) (steal - before.steal) / (total - before.total);
  }
}
