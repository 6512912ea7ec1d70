package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.quality.Estimator;
import io.github.diffusion4j.eval.quality.FrechetDistance;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.eval.quality.KernelDistance;
import io.github.diffusion4j.eval.replication.Authenticity;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.replication.DataCopying;
import io.github.diffusion4j.eval.replication.MemorisationRatio;
import io.github.diffusion4j.eval.replication.SplitPermutation;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which tests for copying see how little of it: on Gaussian features, a share of the generated ones
 * being training ones with a little noise.
 */
@Command(name = "toy", description = "Holds tests for copying beside known shares of copies.")
final class ToyCommand implements Callable<Integer> {
  private static final double[] SHARES = {0, 0.005, 0.01, 0.05, 0.2, 1};
  private static final DescriptorIdentity TOY = DescriptorIdentity.of("toy", "Gaussian");

  @Option(names = "--size", defaultValue = "1000", description = "Of each set (${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--dimensions", defaultValue = "16", description = "(${DEFAULT-VALUE})")
  private int dimensions;

  @Option(
      names = "--noise",
      defaultValue = "0.1",
      description = "Standard deviation of what a copy differs by (${DEFAULT-VALUE}).")
  private double noise;

  @Option(names = "--repeats", defaultValue = "8", description = "(${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--false-positives",
      defaultValue = "0.001",
      description = "Share of held-out ones above the threshold (${DEFAULT-VALUE}).")
  private double falsePositives;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "| copies | FD to training | FD to held-out | KID x 1000 | AuthPct | Z_U | split permutation, z | above the threshold | d1/d2 < 1/3 |");
    out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    try (Engine engine = Engine.open()) {
      for (double share : SHARES) {
        double[] sum = new double[8];
        for (int repeat = 0; repeat < repeats; repeat++) {
          double[] row = measure(share, repeat, engine);
          Arrays.setAll(sum, i -> sum[i] + row[i] / repeats);
        }
        out.printf(
            Locale.ROOT,
            "| %.1f %% | %.3f | %.3f | %+.2f | %.1f | %+.1f | %+.1f | %.1f | %.1f %% |%n",
            100 * share,
            sum[0],
            sum[1],
            1000 * sum[2],
            sum[3],
            sum[4],
            sum[5],
            sum[6],
            100 * sum[7]);
        out.flush();
      }
    }
    return 0;
  }

  private double[] measure(double share, int repeat, Engine engine) {
    Features training = gaussian("training", repeat);
    Features heldOut = gaussian("held-out", repeat);
    Features generated = withCopies(gaussian("generated", repeat), training, share, repeat);
    GaussianStatistics drawn = GaussianStatistics.of(generated, engine);
    double[] unseen = negated(Pairs.toNearest(heldOut, training));
    double threshold =
        Calibration.of(unseen)
            .threshold(falsePositives, 0.95, Double.NEGATIVE_INFINITY)
            .similarity();
    long above =
        Arrays.stream(negated(Pairs.toNearest(generated, training)))
            .filter(similarity -> similarity > threshold)
            .count();
    return new double[] {
      FrechetDistance.between(drawn, GaussianStatistics.of(training, engine), engine),
      FrechetDistance.between(drawn, GaussianStatistics.of(heldOut, engine), engine),
      KernelDistance.cubic().between(generated, training, Estimator.UNBIASED),
      Authenticity.percent(generated, training),
      DataCopying.zScore(heldOut, generated, training),
      SplitPermutation.of(generated, training, heldOut).z(),
      above,
      MemorisationRatio.of(generated, training, MemorisationRatio.THRESHOLD).fraction()
    };
  }

  private static double[] negated(double[] distances) {
    return Arrays.stream(distances).map(distance -> -distance).toArray();
  }

  private Features gaussian(String set, int repeat) {
    RandomStream random = RandomStream.of(repeat, "bench.toy." + set, 0);
    double[][] rows = new double[size][dimensions];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return Features.of(TOY, rows);
  }

  private Features withCopies(Features fresh, Features training, double share, int repeat) {
    RandomStream random = RandomStream.of(repeat, "bench.toy.copies", 0);
    double[][] rows = new double[size][];
    int copies = (int) Math.round(share * size);
    for (int i = 0; i < size; i++) {
      rows[i] = fresh.row(i);
      if (i < copies) {
        double[] source = training.row(random.nextInt(size));
        Arrays.setAll(rows[i], j -> source[j] + noise * random.nextGaussian());
      }
    }
    return Features.of(TOY, rows);
  }
}
