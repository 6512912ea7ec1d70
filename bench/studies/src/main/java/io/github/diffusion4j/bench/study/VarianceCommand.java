package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.Ancestral;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learned against fixed variances of ancestral sampling, by the number of steps. */
@Command(
    name = "variance",
    description = "Fréchet distance of ancestral sampling with learned and fixed variances.")
final class VarianceCommand implements Callable<Integer> {
  private static final String NAME = "variance";

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      required = true,
      description = "Folder of a model with a discrete schedule and learned variance.")
  private Path folder;

  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Pictures a variance and number of steps (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--steps",
      split = ",",
      defaultValue = "20,50,250",
      description = "Numbers of steps (${DEFAULT-VALUE}).")
  private List<Integer> steps;

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.of(common, folder)) {
      Model model = Model.load(folder, study.engine());
      if (!(Study.process(model) instanceof NoiseSchedule schedule)) {
        throw new IllegalArgumentException(
            folder
                + " is a model in continuous time, which learns no variance; give one that was"
                + " trained with a discrete schedule and variance: learned");
      }
      Ledger ledger = study.ledger(NAME, Map.of("model", model.digest(), "count", count));
      List<LinePlot.Line> lines = new ArrayList<>();
      for (Variance variance : Variance.values()) {
        List<LinePlot.Point> points = new ArrayList<>();
        for (int few : steps) {
          Figures figures = measure(study, model, schedule, ledger, variance, few);
          points.add(new LinePlot.Point(few, figures.frechet()));
        }
        lines.add(new LinePlot.Line(name(variance), points));
      }
      write(study, ledger, lines);
      return 0;
    }
  }

  private static String name(Variance variance) {
    return variance.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Figures measure(
      Study study, Model model, NoiseSchedule schedule, Ledger ledger, Variance variance, int few) {
    String what = name(variance) + " " + few;
    Method method = Method.of(new Ancestral(variance), SigmaGrid.sections(schedule, few), schedule);
    Map<String, Double> cell =
        ledger.cell(
            what,
            () ->
                study
                    .figures(
                        study.drawing(model.manifest()).draw(what, count, method, model::denoiser))
                    .toMap());
    Figures figures = Figures.of(cell);
    study.progress().say("%s steps: Fréchet distance %.3f", what, figures.frechet());
    return figures;
  }

  private void write(Study study, Ledger ledger, List<LinePlot.Line> lines) throws IOException {
    double floor = study.figuresOfTest(count).frechet();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("variance"));
    steps.forEach(few -> header.add(few + " steps"));
    rows.add(header);
    for (LinePlot.Line line : lines) {
      List<String> row = new ArrayList<>(List.of(line.name()));
      line.points().forEach(point -> row.add(String.format(Locale.ROOT, "%.3f", point.y())));
      rows.add(row);
    }
    LinePlot plot =
        new LinePlot(
            new PlotAxis("steps", true),
            new PlotAxis(Figures.distanceOf(count), true),
            lines,
            List.of(new LinePlot.Level("test pictures", floor)));
    study.write(
        NAME,
        MarkdownTable.of(rows),
        String.format(
            Locale.ROOT,
            "Fréchet distance of %,d pictures each, all classes in turn; as many test pictures are"
                + " at %.3f.%n",
            count,
            floor),
        study.picture(NAME, "Fréchet distance of ancestral sampling by variance", plot.draw()),
        ledger.origin() + "\n");
  }
}
