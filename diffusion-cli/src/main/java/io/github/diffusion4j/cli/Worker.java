package io.github.diffusion4j.cli;

import io.github.diffusion4j.store.StoreException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command with everything around it: lock, progress, parent watch, messages and the result
 * file, which is written however the command ends.
 */
final class Worker {
  private final WorkerOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Interruption interruption;

  Worker(WorkerOptions options, PrintWriter out, PrintWriter err, Interruption interruption) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.interruption = interruption;
  }

  /** Runs it and returns the exit code. */
  int run(Action action, boolean verbose) {
    Session.Memory memory = new Session.Memory();
    Outcome outcome;
    try {
      outcome = attempt(action, memory);
    } catch (Throwable failure) {
      // Errors too: an OutOfMemoryError is an outcome like others, and the result must be written.
      outcome = Failures.explain(failure, memory);
      if (verbose) {
        failure.printStackTrace(err);
      }
    }
    report(outcome);
    boolean written = writeResult(outcome);
    return outcome.exitCode() == ExitCode.OK && !written ? ExitCode.FAILED : outcome.exitCode();
  }

  private Outcome attempt(Action action, Session.Memory memory) {
    if (options.parent() != null) {
      interruption.watchParent(options.parent());
    }
    List<Progress> places = new ArrayList<>(List.of(ConsoleProgress.here(err)));
    if (options.progress() != null) {
      places.add(new ProgressFile(options.progress()));
    }
    try (Progress progress = new Session.Several(places)) {
      WorkerLock lock = WorkerLock.acquire(options.lock(), progress, interruption);
      try {
        if (interruption.requested()) {
          throw new Interrupted("Interrupted before the work began");
        }
        return action.run(new Session(out, progress, interruption, memory));
      } finally {
        lock.close();
      }
    }
  }

  private void report(Outcome outcome) {
    if (outcome.exitCode() != ExitCode.OK) {
      err.println("diffusion: " + outcome.message());
    } else if (!outcome.message().isEmpty()) {
      out.println(outcome.message());
    }
    out.flush();
    err.flush();
  }

  private boolean writeResult(Outcome outcome) {
    if (options.result() == null) {
      return true;
    }
    try {
      ResultFile.write(options.result(), options.nonce(), outcome);
      return true;
    } catch (StoreException e) {
      err.println("diffusion: " + e.getMessage());
      return false;
    }
  }
}
