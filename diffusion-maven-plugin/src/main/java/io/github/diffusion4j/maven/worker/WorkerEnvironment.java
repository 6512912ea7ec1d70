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
    // OpenMP's threads spin for some milliseconds before they sleep, on cores that Java's loops
    // need
    // then; but one that sleeps takes 0.1 ms to wake, and a step wakes it hundreds of times. This
    // lets them spin for some microseconds.
    defaults.put("GOMP_SPINCOUNT", "5000");
    // OpenBLAS is called from several threads at once.
    defaults.put("OPENBLAS_NUM_THREADS", "1");
    // glibc hands large freed blocks back to the kernel at once, and every step then pays for
    // fresh pages. These keep up to 32 MiB a block, the most that glibc allows, in huge pages.
    defaults.put("MALLOC_MMAP_THRESHOLD_", Long.toString(32L << 20));
    defaults.put("MALLOC_TRIM_THRESHOLD_", Long.toString(8L << 30));
    defaults.put("MALLOC_TOP_PAD_", Long.toString(64L << 20));
    defaults.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    return defaults;
  }
}
