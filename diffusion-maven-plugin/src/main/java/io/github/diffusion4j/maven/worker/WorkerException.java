package io.github.diffusion4j.maven.worker;

/** A worker that did not do what it was asked; the message is complete and for the user. */
public final class WorkerException extends Exception {

  private final boolean gate;

  WorkerException(String message) {
    this(message, false);
  }

  WorkerException(String message, boolean gate) {
    super(message);
    this.gate = gate;
  }

  /** Tells whether the work was done and its outcome is below what was asked for. */
  public boolean isGateNotMet() {
    return gate;
  }
}
