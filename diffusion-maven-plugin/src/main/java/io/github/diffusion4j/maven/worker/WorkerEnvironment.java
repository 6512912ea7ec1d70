package io.github.diffusion4j.maven.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables that native code in the worker reads. */
final class WorkerEnvironment {

  private WorkerEnvironment() {}

  /** Adds our defaults to an environment; what the user has set stays. */
  static void apply(Map<String, String> environment, int cores) {
    defaults(cores).forEach(environment::putIfAbsent);
  }

  private static Map<String, String> defaults(int cores) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("OMP_NUM_THREADS", Integer.toString(cores));
    defaults.put("OPENBLAS_NUM_THREADS", Integer.toString(cores));
    // glibc hands large freed blocks back to the kernel at once, and every step then pays for
    // fresh pages. Keeping them makes convolutions about twice as fast.
    defaults.put("MALLOC_MMAP_THRESHOLD_", Long.toString(4L << 30));
    defaults.put("MALLOC_TRIM_THRESHOLD_", Long.toString(8L << 30));
    defaults.put("MALLOC_TOP_PAD_", Long.toString(64L << 20));
    return defaults;
  }
}
