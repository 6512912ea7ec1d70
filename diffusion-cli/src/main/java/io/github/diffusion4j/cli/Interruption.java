package io.github.diffusion4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the work in hand when the process is to end: on SIGTERM, on Ctrl-C, or because the process
 * that started this one is gone. Thread-safe.
 */
final class Interruption {
  /** A step of a large network and its checkpoint must fit in here. */
  private static final long GRACE_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private boolean requested;
  private Runnable stopper = () -> {};

  /** Names what stops the work in hand from now on; it runs at once if a stop was asked before. */
  synchronized void onRequest(Runnable newStopper) {
    stopper = newStopper;
    if (requested) {
      newStopper.run();
    }
  }

  /** Asks the work in hand to stop. */
  synchronized void request() {
    if (!requested) {
      requested = true;
      stopper.run();
    }
  }

  synchronized boolean requested() {
    return requested;
  }

  /** Says that the work is done and its result written, so that nothing need be waited for. */
  void finished() {
    done.countDown();
  }

  /** From now on a signal that ends the process lets the work stop cleanly first. */
  void watchSignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "diffusion-interruption"));
  }

  /** From now on the end of that process ends this one, cleanly. */
  void watchParent(long processId) {
    ProcessHandle parent = ProcessHandle.of(processId).orElse(null);
    Thread watch =
        new Thread(
            () -> {
              if (parent != null) {
                parent.onExit().join();
              }
              stopAndHalt();
            },
            "diffusion-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void stopAndHalt() {
    if (done.getCount() == 0) {
      return;
    }
    request();
    try {
      done.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Not exit(): inside a shutdown hook that would wait for this very hook.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
