package io.github.diffusion4j.maven.worker;

import java.time.Duration;

/** Stops a process when this JVM is stopped, for as long as the guard is open. */
final class ShutdownGuard {

  private final Thread hook;

  ShutdownGuard(Process process, Duration grace) {
    hook = new Thread(() -> ProcessTree.stop(process, grace), "diffusion-worker-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Ends the guard. */
  void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running already and does the work.
    }
  }
}
