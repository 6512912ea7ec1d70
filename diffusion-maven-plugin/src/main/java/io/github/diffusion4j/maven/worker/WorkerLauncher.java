package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Starts a worker, shows its progress and believes its result only if it is complete and carries
 * the nonce of this very run.
 */
public final class WorkerLauncher {

  private static final long POLL_MILLIS = 500;

  /** Time for a trainer to write a checkpoint after it was asked to stop. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** Enough for the stack trace that a worker prints when it is asked to be verbose. */
  private static final int DEBUG_LINES = 100;

  private final Console console;
  private final ProgressDisplay progress;

  /**
   * Creates a launcher.
   *
   * @param console where lines about the worker go
   * @param progress shows what the worker reports
   */
  public WorkerLauncher(Console console, ProgressDisplay progress) {
    this.console = console;
    this.progress = progress;
  }

  /**
   * Runs a worker to its end.
   *
   * @throws WorkerException if it does not succeed; the message is for the user
   */
  public WorkerResult run(WorkerRun run) throws WorkerException {
    String nonce = UUID.randomUUID().toString();
    WorkerFailure failure = new WorkerFailure(run.request(), run.files());
    Process process = start(run, nonce);
    int exitCode;
    ShutdownGuard guard = new ShutdownGuard(process, GRACE);
    try {
      exitCode = await(process, run, failure);
    } finally {
      if (process.isAlive()) {
        ProcessTree.stop(process, GRACE);
      }
      guard.close();
      progress.finish();
    }
    Optional<WorkerResult> result = WorkerResult.read(run.files().result(), nonce);
    if (exitCode != ExitCode.OK.code() || !result.map(WorkerResult::succeeded).orElse(false)) {
      LogTail.read(run.files().log(), DEBUG_LINES).forEach(console::debug);
      throw failure.ended(exitCode, result);
    }
    return result.get();
  }

  private Process start(WorkerRun run, String nonce) throws WorkerException {
    WorkerFiles files = run.files();
    try {
      files.prepare();
      ArgumentFile.write(
          files.arguments(),
          run.jvm().options(files.crashReport(), run.threads()),
          run.jvm().classPath());
      ProcessBuilder builder =
          new ProcessBuilder(run.command(nonce, ProcessHandle.current().pid()))
              .directory(run.workingDirectory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(files.log().toFile());
      WorkerEnvironment.apply(builder.environment(), run.threads(), Host.current());
      console.debug("Worker: " + String.join(" ", builder.command()) + ", log " + files.log());
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new WorkerException(
          "The worker of diffusion:"
              + run.request().goal()
              + " cannot be started with "
              + run.jvm().java()
              + " in "
              + files.folder()
              + ": "
              + e);
    }
  }

  private int await(Process process, WorkerRun run, WorkerFailure failure) throws WorkerException {
    ProgressTail tail = new ProgressTail(run.files().progress());
    long started = System.nanoTime();
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        tail.poll().forEach(progress::show);
        if (!run.timeout().isZero() && System.nanoTime() - started > run.timeout().toNanos()) {
          ProcessTree.stop(process, GRACE);
          throw failure.timedOut(run.timeout());
        }
      }
    } catch (InterruptedException interrupted) {
      ProcessTree.stop(process, GRACE);
      Thread.currentThread().interrupt();
      throw new WorkerException(
          "The build was interrupted while diffusion:" + run.request().goal() + " was running.");
    }
    tail.poll().forEach(progress::show);
    return process.exitValue();
  }
}
