package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.bench.Statistics;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fréchet distance against the number of function evaluations, for every sampler there is. */
@Command(
    name = "samplers",
    description = "Fréchet distance by sampler and number of function evaluations.")
final class SamplersCommand implements Callable<Integer> {
  private static final String NAME = "samplers";

  /** At about so many evaluations samplers are shown side by side, and put in order. */
  private static final int SHOWN_AT = 20;

  private static final int SHOWN_PICTURES = 10;
  private static final int TIMED_CALLS = 5;

  @Mixin private CommonOptions common;

  @Option(names = "--model", required = true, description = "Folder of the model to draw from.")
  private Path folder;

  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Pictures a sampler and number of evaluations (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--evaluations",
      split = ",",
      defaultValue = "5,10,20,40,80",
      description = "About how many there should be (${DEFAULT-VALUE}).")
  private List<Integer> evaluations;

  @Option(
      names = "--only",
      split = ",",
      description = "Samplers to measure, as recipes call them; all unless given.")
  private List<String> only = List.of();

  @Option(names = "--estimate", description = "Say how long it will take, and end.")
  private boolean estimateOnly;

  /** A sampler that was measured with a number of steps. */
  private record Measured(Budget.Choice choice, Figures figures) {
    String name() {
      return choice.spec().sampler().label();
    }

    double fromShown() {
      return Math.abs(figures.evaluations() - SHOWN_AT);
    }
  }

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.of(common, folder)) {
      Model model = Model.load(folder, study.engine());
      Map<String, String> refused = new LinkedHashMap<>();
      List<Budget.Choice> plan = plan(study, model, refused);
      Ledger ledger = study.ledger(NAME, Map.of("model", model.digest(), "count", count));
      estimate(study, model, plan, ledger);
      if (!estimateOnly) {
        List<Measured> all = measure(study, model, plan, ledger);
        write(study, model, ledger, all, refused);
      }
      return 0;
    }
  }

  /** Finds numbers of steps for every sampler; those that cannot be used say why. */
  private List<Budget.Choice> plan(Study study, Model model, Map<String, String> refused) {
    List<SamplerSpec.Kind> kinds =
        only.isEmpty()
            ? List.of(SamplerSpec.Kind.values())
            : only.stream().map(SamplerSpec.Kind::named).toList();
    List<Budget.Choice> plan = new ArrayList<>();
    for (SamplerSpec.Kind kind : kinds) {
      try {
        plan.addAll(
            Budget.choices(kind, model.manifest().formulation(), study.engine(), evaluations));
      } catch (IllegalArgumentException impossible) {
        refused.put(kind.label(), impossible.getMessage());
      }
    }
    return plan;
  }

  private static String key(Budget.Choice choice) {
    return choice.spec().sampler().label() + " " + choice.spec().steps();
  }

  private void estimate(Study study, Model model, List<Budget.Choice> plan, Ledger ledger) {
    long calls =
        plan.stream()
            .filter(choice -> !ledger.has(key(choice)))
            .mapToLong(Budget.Choice::evaluations)
            .sum();
    double seconds = secondsOfCall(study.engine(), model);
    double batches = Math.ceil(count / (double) common.batch);
    study
        .progress()
        .say(
            "%d of %d cells are left: %,d evaluations of %,.0f batches, %.2f s each: about %.1f h",
            plan.stream().filter(choice -> !ledger.has(key(choice))).count(),
            plan.size(),
            calls,
            batches,
            seconds,
            calls * batches * seconds / 3600);
  }

  private double secondsOfCall(Engine engine, Model model) {
    int size = model.manifest().imageSize();
    Shape shape = Shape.of(common.batch, model.manifest().channels(), size, size);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < TIMED_CALLS; i++) {
      try (Scope scope = engine.inference()) {
        Tensor x = NoiseStreams.of(1, 0, common.batch).next(engine, shape, DataType.FLOAT32);
        long start = System.nanoTime();
        model.denoiser(Conditioning.none(common.batch)).denoise(x, 1.0);
        times.add((System.nanoTime() - start) / 1e9);
      }
    }
    return Statistics.of(times).median();
  }

  private List<Measured> measure(
      Study study, Model model, List<Budget.Choice> plan, Ledger ledger) {
    NoiseProcess process = Study.process(model);
    Drawing drawing = study.drawing(model.manifest());
    List<Measured> all = new ArrayList<>();
    for (Budget.Choice choice : plan) {
      Map<String, Double> cell =
          ledger.cell(
              key(choice),
              () -> {
                Method method = Method.of(choice.spec(), process);
                return study
                    .figures(drawing.draw(key(choice), count, method, model::denoiser))
                    .toMap();
              });
      Figures figures = Figures.of(cell);
      study
          .progress()
          .say(
              "%s steps: %.0f evaluations, Fréchet distance %.3f, %.1f pictures a second",
              key(choice), figures.evaluations(), figures.frechet(), figures.perSecond());
      all.add(new Measured(choice, figures));
    }
    return all;
  }

  private void write(
      Study study, Model model, Ledger ledger, List<Measured> all, Map<String, String> refused)
      throws IOException {
    Figures floor = study.figuresOfTest(count);
    StringBuilder others = new StringBuilder();
    refused.forEach(
        (name, why) -> others.append("- ").append(name).append(": ").append(why).append("\n"));
    study.write(
        NAME,
        study.picture(
            NAME, "Fréchet distance by evaluations of the network", plot(all, floor).draw()),
        MarkdownTable.of(rows(all)),
        String.format(
            Locale.ROOT,
            "%,d pictures each, all classes in turn, without guidance;"
                + " as many test pictures are at a distance of %.3f.%n",
            count,
            floor.frechet()),
        others.toString(),
        study.picture(
            "samplers-sheet", "The same noise, by every sampler", sheet(study, model, all)),
        ledger.origin() + "\n");
  }

  private LinePlot plot(List<Measured> all, Figures floor) {
    Map<String, List<LinePlot.Point>> lines = new LinkedHashMap<>();
    for (Measured measured : all) {
      Figures figures = measured.figures();
      lines
          .computeIfAbsent(measured.name(), name -> new ArrayList<>())
          .add(new LinePlot.Point(figures.evaluations(), figures.frechet()));
    }
    List<LinePlot.Line> sorted = new ArrayList<>();
    lines.forEach(
        (name, points) -> {
          points.sort(Comparator.comparingDouble(LinePlot.Point::x));
          sorted.add(new LinePlot.Line(name, points));
        });
    return new LinePlot(
        new PlotAxis("evaluations of the network", true),
        new PlotAxis(Figures.distanceOf(count), true),
        sorted,
        List.of(new LinePlot.Level("test pictures", floor.frechet())));
  }

  private List<List<String>> rows(List<Measured> all) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "sampler",
            "steps",
            "evaluations",
            Figures.distanceOf(count),
            "right class",
            "pictures/s"));
    all.stream()
        .sorted(
            Comparator.comparingLong((Measured m) -> Math.round(m.figures().evaluations()))
                .thenComparingDouble(m -> m.figures().frechet()))
        .forEach(
            m ->
                rows.add(
                    List.of(
                        m.name(),
                        Integer.toString(m.choice().spec().steps()),
                        format("%.0f", m.figures().evaluations()),
                        format("%.3f", m.figures().frechet()),
                        format("%.1f %%", 100 * m.figures().share()),
                        format("%.1f", m.figures().perSecond()))));
    return rows;
  }

  private BufferedImage sheet(Study study, Model model, List<Measured> all) {
    Drawing drawing = study.drawing(model.manifest());
    List<PictureRows.Row> rows = new ArrayList<>();
    Map<String, Measured> shown = new LinkedHashMap<>();
    for (Measured measured : all) {
      shown.merge(measured.name(), measured, (a, b) -> b.fromShown() < a.fromShown() ? b : a);
    }
    shown.values().stream()
        .sorted(Comparator.comparingDouble(m -> m.figures().frechet()))
        .forEach(
            m -> {
              Method method = Method.of(m.choice().spec(), Study.process(model));
              String name = m.name() + ", " + m.choice().spec().steps();
              rows.add(
                  new PictureRows.Row(
                      name, drawing.draw(name, SHOWN_PICTURES, method, model::denoiser).images()));
            });
    return new PictureRows(List.of(), rows, 2).draw();
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
