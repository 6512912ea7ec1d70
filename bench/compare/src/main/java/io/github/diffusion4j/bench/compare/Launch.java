package io.github.diffusion4j.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * How a contender's process is started.
 *
 * @param contender its name, as on the command line and in the table
 * @param command program and arguments; the work is added as the last one
 * @param environment variables that are set for it
 */
record Launch(String contender, List<String> command, Map<String, String> environment) {
  /** What native libraries read; none of it is inherited, so that a run depends on itself alone. */
  private static final String SETTINGS =
      "(OMP|GOMP|KMP|MKL|DNNL|ONEDNN|OPENBLAS|GOTO|MALLOC|TORCH)_.*|GLIBC_TUNABLES";

  /** Copies the command and the environment. */
  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Puts the variables into an inherited environment. */
  void applyTo(Map<String, String> inherited) {
    inherited.keySet().removeIf(name -> name.matches(SETTINGS));
    inherited.putAll(environment);
  }
}
