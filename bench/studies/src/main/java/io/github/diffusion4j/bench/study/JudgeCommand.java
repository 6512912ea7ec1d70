package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
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

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Pixels of a side of the pictures (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--base",
      defaultValue = "24",
      description =
          "Channels of its first convolutions; features are four times as many (${DEFAULT-VALUE}).")
  private int base;

  @Option(
      names = "--steps",
      defaultValue = "2000",
      description = "Training steps of 128 pictures (${DEFAULT-VALUE}).")
  private int steps;

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.open(common, size)) {
      Path folder = study.judgeFolder();
      if (!Judges.isIn(folder)) {
        train(study, folder);
      }
      write(study, Judges.facts(folder));
      return 0;
    }
  }

  private void train(Study study, Path folder) throws IOException {
    StudyData data = study.data();
    ClassifierSpec spec =
        new ClassifierSpec(
            new UNetSpec(base, List.of(1, 2, 4), 1, List.of(), 32, 0.1),
            ClassifierSpec.Pooling.AVERAGE,
            size,
            data.training().channels(),
            data.classes());
    Engine engine = study.engine();
    Classifier network = new Classifier(engine, spec, DataType.FLOAT32, common.seed);
    study
        .progress()
        .say(
            "Training a judge of %,d parameters on %,d pictures",
            network.parameters().count(), data.training().size());
    new JudgeTraining(steps, 128, 2e-3, common.seed)
        .teach(engine, network, data.training(), study.progress());
    double accuracy =
        new NetworkJudge(engine, network, "").share(data.test().images(), data.test().labels());
    Judges.store(folder, network, spec, data.training().description(), accuracy);
  }

  private static void write(Study study, Judges.Facts facts) {
    study.write(
        "judge-" + study.data().name(),
        MarkdownTable.of(
            List.of(
                List.of("judge", ""),
                List.of("learned from", facts.data()),
                List.of(
                    "parameters",
                    String.format(Locale.ROOT, "%,d", Classifier.parameterCount(facts.network()))),
                List.of(
                    "right on test pictures",
                    String.format(Locale.ROOT, "%.2f %%", 100 * facts.accuracy())),
                List.of("SHA-256 of its weights", facts.digest()))));
  }
}
