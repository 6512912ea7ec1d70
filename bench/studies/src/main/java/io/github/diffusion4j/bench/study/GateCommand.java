package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.RateVerdict;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.HashDetector;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How often the gate passes, fails and stays undecided, by the true rate of copies. Builds are
 * simulated: held-out pictures, new pictures and planted copies are drawn anew for each from large
 * pools whose similarities are measured once.
 */
@Command(name = "gate", description = "Simulates builds of models that copy at known rates.")
final class GateCommand implements Callable<Integer> {
  private static final double[] RATES = {0, 0.005, 0.01, 0.02, 0.05};

  @Mixin private CommonOptions common;

  @Option(names = "--builds", defaultValue = "200", description = "(${DEFAULT-VALUE})")
  private int builds;

  @Option(
      names = "--training",
      defaultValue = "5000",
      description = "Training pictures (${DEFAULT-VALUE}).")
  private int training;

  @Option(
      names = "--pool",
      defaultValue = "8000",
      description = "Pictures in each pool (${DEFAULT-VALUE}).")
  private int pool;

  @Option(
      names = "--generated",
      defaultValue = "1000",
      description = "Pictures that a build generates (${DEFAULT-VALUE}).")
  private int generated;

  @Option(
      names = "--held-out",
      defaultValue = "1000",
      description = "Held-out pictures of a build (${DEFAULT-VALUE}).")
  private int heldOut;

  @Option(
      names = "--detector",
      defaultValue = "pixels",
      description = "pixels or hash (${DEFAULT-VALUE}).")
  private String name;

  @Spec private CommandSpec spec;

  private final CheckSettings settings = CheckSettings.standard();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    StudyData data = StudyData.open(common.data, 28);
    Dataset real = data.training();
    Detector detector =
        name.equals("hash")
            ? new HashDetector()
            : new TiledDetector(new PixelDescriptor(real.imageSize(), real.channels()));
    Detector.Gallery gallery = detector.gallery(range(real, 0, training));
    double[] unseen = similarities(gallery, range(real, training, pool));
    double[] fresh = similarities(gallery, range(data.test(), 0, Math.min(pool, 10_000)));
    double[] copies = similarities(gallery, new Copies(detector, range(real, 0, training)));
    out.println("| true rate | pass | fail | inconclusive | hits, mean | copies planted, mean |");
    out.println("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for (double rate : RATES) {
      Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
      long hits = 0;
      long planted = 0;
      for (int build = 0; build < builds; build++) {
        Build one = build(rate, build, unseen, fresh, copies);
        verdicts.merge(one.verdict.verdict(), 1, Integer::sum);
        hits += one.verdict.bound().hits();
        planted += one.planted;
      }
      out.printf(
          Locale.ROOT,
          "| %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f | %.1f |%n",
          100 * rate,
          percent(verdicts, Verdict.PASS),
          percent(verdicts, Verdict.FAIL),
          percent(verdicts, Verdict.INCONCLUSIVE),
          (double) hits / builds,
          (double) planted / builds);
      out.flush();
    }
    return 0;
  }

  private double percent(Map<Verdict, Integer> verdicts, Verdict verdict) {
    return 100.0 * verdicts.getOrDefault(verdict, 0) / builds;
  }

  private record Build(RateVerdict verdict, int planted) {}

  private Build build(double rate, int number, double[] unseen, double[] fresh, double[] copies) {
    RandomStream random = RandomStream.of(common.seed, "bench.gate." + rate, number);
    Calibration.Threshold threshold =
        Calibration.of(drawn(unseen, heldOut, random))
            .threshold(settings.falsePositives(), settings.confidence(), 0);
    int planted = 0;
    int hits = 0;
    for (int i = 0; i < generated; i++) {
      boolean copy = random.nextDouble() < rate;
      double[] from = copy ? copies : fresh;
      planted += copy ? 1 : 0;
      hits += from[random.nextInt(from.length)] > threshold.similarity() ? 1 : 0;
    }
    double[] controls = drawn(copies, 3 * settings.planted(), random);
    long found = Arrays.stream(controls).filter(s -> s > threshold.similarity()).count();
    double sensitivity = ClopperPearson.of(found, controls.length, settings.confidence()).lower();
    return new Build(
        RateVerdict.of(hits, generated, threshold.falsePositives(), sensitivity, settings),
        planted);
  }

  private static double[] drawn(double[] pool, int count, RandomStream random) {
    double[] some = new double[count];
    Arrays.setAll(some, i -> pool[random.nextInt(pool.length)]);
    return some;
  }

  private static Dataset range(Dataset whole, int from, int count) {
    return whole.subset(IntStream.range(from, from + count).toArray());
  }

  private static double[] similarities(Detector.Gallery gallery, Dataset pictures) {
    return Arrays.stream(gallery.nearest(pictures))
        .mapToDouble(Detector.Match::similarity)
        .toArray();
  }

  /** One copy of each of some training pictures, by the kinds that the detector claims in turn. */
  private static final class Copies implements Dataset {
    private final Dataset sources;
    private final List<Manipulation> kinds;

    private Copies(Detector detector, Dataset sources) {
      this.sources = sources;
      this.kinds =
          Manipulation.all().stream()
              .filter(kind -> detector.claims().contains(kind.name()))
              .toList();
    }

    @Override
    public int size() {
      return Math.min(3000, sources.size());
    }

    @Override
    public Image image(int index) {
      Image other = sources.image(sources.size() - 1 - index);
      return kinds
          .get(index % kinds.size())
          .apply(sources.image(index), other, RandomStream.of(1, "bench.gate.copy", index));
    }
  }
}
