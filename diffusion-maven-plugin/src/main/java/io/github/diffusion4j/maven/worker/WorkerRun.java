package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One run of the worker: what it is asked, and where and how it runs.
 *
 * @param request what it is asked
 * @param jvm how its JVM is started
 * @param files where its log and messages go
 * @param workingDirectory its current folder
 * @param lock file that workers of one host hold one at a time; null for none
 * @param timeout longest run; zero for no limit
 * @param threads how many it computes with
 * @param verbose whether the worker prints stack traces
 */
public record WorkerRun(
    GoalRequest request,
    WorkerJvm jvm,
    WorkerFiles files,
    Path workingDirectory,
    Path lock,
    Duration timeout,
    Threads threads,
    boolean verbose) {

  /** Checks that nothing needed is missing and that the limit is in range. */
  public WorkerRun {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(jvm, "jvm");
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(workingDirectory, "workingDirectory");
    Objects.requireNonNull(threads, "threads");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "diffusion.timeout is " + timeout.toSeconds() + " seconds; write 0 for no limit or more");
    }
  }

  /** Returns the worker's command line; JVM options and class path are in the argument file. */
  List<String> command(String nonce, long parent) {
    List<String> command = new ArrayList<>();
    command.add(jvm.java().toString());
    command.add("@" + files.arguments());
    command.add(jvm.mainClass());
    command.add(request.goal());
    command.addAll(request.arguments());
    Options worker =
        new Options()
            .flag("--verbose", verbose)
            .add("--worker-result", files.result())
            .add("--worker-nonce", nonce)
            .add("--worker-progress", files.progress())
            .add("--worker-parent", parent)
            .add("--worker-lock", request.computes() ? lock : null);
    command.addAll(worker.toList());
    return command;
  }
}
