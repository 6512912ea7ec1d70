package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.nn.Classifier;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the judge of a data set, unless there is one already. */
@Command(name = "judge", description = "Trains the judge that all distances are measured by.")
final class JudgeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ClassifierOptions training;

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Pixels of a side of the pictures (${DEFAULT-VALUE}).")
  private int size;

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.open(common, size)) {
      if (!study.hasJudge()) {
        training.train(study, study.judgeFolder(), null, common.seed);
      }
      write(study);
      return 0;
    }
  }

  private static void write(Study study) {
    Part test = study.data().test();
    double right = study.judge().accuracy(test.images(), test.labels());
    ClassifierManifest known = study.judge().manifest();
    study.write(
        "judge-" + study.data().name(),
        MarkdownTable.of(
            List.of(
                List.of("judge", ""),
                List.of("learned from", known.dataDescription()),
                List.of(
                    "parameters",
                    String.format(
                        Locale.ROOT, "%,d", Classifier.parameterCount(known.classifier()))),
                List.of(
                    String.format(Locale.ROOT, "right on %,d test pictures", test.size()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * right)),
                List.of("SHA-256 of its weights", known.weightsDigest()))));
  }
}
