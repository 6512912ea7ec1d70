package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one run of a worker, all in one folder.
 *
 * @param folder absolute folder, of this execution alone
 */
public record WorkerFiles(Path folder) {

  /**
   * Names the folder of an execution, so that goals that share an execution id do not share files.
   *
   * @param executionId id from the POM, {@code default-train} or {@code default-cli}
   * @param goal name of the goal
   */
  public static String folderName(String executionId, String goal) {
    String safe = executionId.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    return safe.equals(goal) || safe.endsWith("-" + goal) ? safe : safe + "-" + goal;
  }

  /** Returns the file with everything the worker printed. */
  public Path log() {
    return folder.resolve("worker.log");
  }

  Path result() {
    return folder.resolve("result.json");
  }

  Path progress() {
    return folder.resolve("progress.jsonl");
  }

  Path arguments() {
    return folder.resolve("worker.args");
  }

  Path crashReport() {
    return folder.resolve("hs_err.log");
  }

  /** Creates the folder and removes what an earlier run left, so that nothing old is believed. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    for (Path file : List.of(log(), result(), progress(), arguments(), crashReport())) {
      Files.deleteIfExists(file);
    }
  }
}
