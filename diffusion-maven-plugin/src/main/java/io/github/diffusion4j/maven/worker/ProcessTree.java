package io.github.diffusion4j.maven.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stops a process and all that it started. */
final class ProcessTree {

  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private ProcessTree() {}

  /** Asks the process to stop, waits while it saves its work, then ends what is left. */
  static void stop(Process process, Duration grace) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!ended(process, grace)) {
      process.destroyForcibly();
      ended(process, AFTER_KILL);
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean ended(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
