package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier of noisy pictures that guides a model. */
@Command(
    name = "classifier",
    description = "Trains a classifier of noisy pictures, with a model's noise, to guide it.")
final class ClassifierCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ClassifierOptions training;

  @Option(names = "--model", required = true, description = "Folder of the model to guide.")
  private Path model;

  @Option(names = "--to", required = true, description = "Folder of the classifier.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    ModelManifest guided = ModelManifest.read(model);
    try (Study study = Study.of(common, model)) {
      if (!Files.isRegularFile(folder.resolve(ClassifierManifest.FILE))) {
        training.train(study, folder, guided.formulation(), common.seed);
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("sigma", "right on test pictures"));
      for (ClassifierManifest.Accuracy accuracy : ClassifierManifest.read(folder).accuracies()) {
        rows.add(
            List.of(
                String.format(Locale.ROOT, "%.3g", accuracy.sigma()),
                String.format(Locale.ROOT, "%.1f %%", 100 * accuracy.share())));
      }
      study.write("classifier-" + study.data().name(), MarkdownTable.of(rows));
      return 0;
    }
  }
}
