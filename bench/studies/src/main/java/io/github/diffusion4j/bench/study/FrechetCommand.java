package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The floor of the Fréchet distance: that of test pictures to training pictures, by how many there
 * are. It falls with their number, so a distance means something beside the floor of equally many.
 */
@Command(name = "frechet", description = "The Fréchet distance of test to training pictures.")
final class FrechetCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Pixels of a side of the pictures (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--counts",
      split = ",",
      defaultValue = "500,1000,2000,5000,10000",
      description = "Of how many test pictures (${DEFAULT-VALUE}).")
  private List<Integer> counts;

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.open(common, size)) {
      Ledger ledger = study.ledger("frechet-" + study.data().name(), Map.of());
      List<LinePlot.Point> floor = new ArrayList<>();
      for (int count : counts) {
        Part test = study.data().test();
        if (count <= test.size()) {
          double distance =
              ledger
                  .cell(
                      Integer.toString(count),
                      () -> Map.of("frechet", distance(study, test.first(count).images())))
                  .get("frechet");
          study.progress().say("%,d test pictures: %.4f", count, distance);
          floor.add(new LinePlot.Point(count, distance));
        }
      }
      write(study, ledger, floor);
      return 0;
    }
  }

  private static double distance(Study study, List<Image> images) {
    return study.distance(study.judge().describe(images));
  }

  private void write(Study study, Ledger ledger, List<LinePlot.Point> floor) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("test pictures", "Fréchet distance"));
    for (LinePlot.Point point : floor) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%,.0f", point.x()),
              String.format(Locale.ROOT, "%.3f", point.y())));
    }
    LinePlot plot =
        new LinePlot(
            new PlotAxis("test pictures", true),
            new PlotAxis("Fréchet distance", true),
            List.of(new LinePlot.Line("test to training", floor)),
            List.of());
    String name = "frechet-" + study.data().name();
    study.write(
        name,
        MarkdownTable.of(rows),
        String.format(
            Locale.ROOT,
            "Of infinitely many, by a line through the distances over 1/n: %.3f.%n",
            Extrapolation.atInfinity(floor)),
        study.picture(name, "Fréchet distance of test pictures by their number", plot.draw()),
        ledger.origin() + "\n");
  }
}
