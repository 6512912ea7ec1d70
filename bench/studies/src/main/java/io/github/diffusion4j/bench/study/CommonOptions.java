package io.github.diffusion4j.bench.study;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said to every study. */
final class CommonOptions {
  @Option(
      names = "--data",
      defaultValue = "../shared/data/fashion-mnist",
      description = "Folder with MNIST's four files, shapes or close-ups (${DEFAULT-VALUE}).")
  String data;

  @Option(
      names = "--out",
      defaultValue = "bench/target/study",
      description =
          "Folder for tables, pictures and raw numbers; what is there already is not measured"
              + " again (${DEFAULT-VALUE}).")
  Path out;

  @Option(names = "--judge", description = "Folder of the judge; OUT/judge-DATA-SIZE unless given.")
  Path judge;

  @Option(
      names = "--reference",
      defaultValue = "10000",
      description = "Training pictures that distances are measured to (${DEFAULT-VALUE}).")
  int reference;

  @Option(names = "--seed", defaultValue = "7", description = "Of all noise (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--batch",
      defaultValue = "50",
      description = "Pictures drawn at once (${DEFAULT-VALUE}).")
  int batch;
}
