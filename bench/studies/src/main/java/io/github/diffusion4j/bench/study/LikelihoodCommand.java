package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.likelihood.OdeLikelihood;
import io.github.diffusion4j.likelihood.VariationalBound;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Bits per dimension of test pictures, by the variational bound and by the differential equation.
 */
@Command(
    name = "likelihood",
    description = "Bits per dimension of test pictures by the chain's bound and by the equation.")
final class LikelihoodCommand implements Callable<Integer> {
  private static final String NAME = "likelihood";

  @Mixin private CommonOptions common;

  @Option(names = "--model", required = true, description = "Folder of the model.")
  private Path folder;

  @Option(
      names = "--count",
      defaultValue = "100",
      description = "Test pictures (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--probes",
      defaultValue = "1",
      description = "Random vectors of the divergence's estimate (${DEFAULT-VALUE}).")
  private int probes;

  /** Says how many bits a dimension of each of some pictures takes. */
  @FunctionalInterface
  private interface Estimator {
    /**
     * Estimates them.
     *
     * @param pictures {@code [N, C, H, W]}
     * @param from number of the first of them
     */
    double[] bits(Tensor pictures, Conditioning labels, int from);
  }

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.of(common, folder)) {
      Model model = Model.load(folder, study.engine());
      Ledger ledger =
          study.ledger(NAME, Map.of("model", model.digest(), "count", count, "probes", probes));
      Map<String, double[]> bits = new LinkedHashMap<>();
      estimators(model)
          .forEach((name, estimator) -> bits.put(name, measure(study, ledger, name, estimator)));
      write(study, ledger, bits);
      return 0;
    }
  }

  private Map<String, Estimator> estimators(Model model) {
    // A denoiser is told sigma, so that a model in continuous time has a bound by any schedule.
    NoiseSchedule schedule =
        Study.process(model) instanceof NoiseSchedule own ? own : NoiseSchedule.linear(1000);
    VariationalBound bound =
        new VariationalBound(schedule, model.manifest().formulation().variance());
    OdeLikelihood equation = new OdeLikelihood(Study.process(model), probes);
    Map<String, Estimator> estimators = new LinkedHashMap<>();
    estimators.put(
        "variational bound",
        (pictures, labels, from) -> {
          NoiseStreams noise = NoiseStreams.of(common.seed, from, labels.size());
          return bound.evaluate(model.denoiser(labels), pictures, noise).bitsPerDimension();
        });
    estimators.put(
        "differential equation",
        (pictures, labels, from) ->
            equation
                .evaluate(model.denoiser(labels), pictures, common.seed, from)
                .bitsPerDimension());
    return estimators;
  }

  private double[] measure(Study study, Ledger ledger, String name, Estimator estimator) {
    Part test = study.data().test().first(count);
    List<Image> images = test.images();
    int[] labels = test.labels();
    double[] bits = new double[images.size()];
    for (int from = 0; from < bits.length; from += common.batch) {
      int start = from;
      int end = Math.min(bits.length, from + common.batch);
      Map<String, Double> cell =
          ledger.cell(
              name + " " + start,
              () -> {
                Map<String, Double> each = new TreeMap<>();
                try (Scope scope = study.engine().inference()) {
                  Tensor pictures = Pictures.tensor(study.engine(), images.subList(start, end));
                  Conditioning asked = new Conditioning(Arrays.copyOfRange(labels, start, end));
                  double[] own = estimator.bits(pictures, asked, start);
                  for (int i = 0; i < own.length; i++) {
                    each.put(Integer.toString(start + i), own[i]);
                  }
                }
                return each;
              });
      cell.forEach((index, value) -> bits[Integer.parseInt(index)] = value);
      study.progress().say("%s: %,d of %,d pictures", name, end, bits.length);
    }
    return bits;
  }

  private static void write(Study study, Ledger ledger, Map<String, double[]> bits)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("by", "bits per dimension", "standard error", "pictures"));
    bits.forEach((name, own) -> rows.add(row(name, own)));
    List<double[]> both = List.copyOf(bits.values());
    double[] difference = new double[both.get(0).length];
    Arrays.setAll(difference, i -> both.get(0)[i] - both.get(1)[i]);
    rows.add(row("the first less the second, picture by picture", difference));
    study.write(NAME, MarkdownTable.of(rows), ledger.origin() + "\n");
  }

  private static List<String> row(String name, double[] bits) {
    double mean = Arrays.stream(bits).average().orElseThrow();
    double squares = Arrays.stream(bits).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (bits.length - 1) / bits.length);
    return List.of(
        name,
        String.format(Locale.ROOT, "%.4f", mean),
        String.format(Locale.ROOT, "%.4f", error),
        Integer.toString(bits.length));
  }
}
