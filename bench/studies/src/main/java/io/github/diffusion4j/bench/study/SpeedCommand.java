package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.bench.Works;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Pictures a second by sampler and batch, and what samplers cost besides the network. The networks
 * are those of {@code bench/run}, untrained: what they say does not change how long they take.
 */
@Command(
    name = "speed",
    description = "Pictures a second by sampler and batch, and samplers' own share of the time.")
final class SpeedCommand implements Callable<Integer> {
  private static final String NAME = "speed";
  private static final Preconditioning EDM = Formulation.EDM.preconditioning();

  /** The goal: samplers take less than this share of a step. */
  private static final double GOAL = 0.03;

  @Mixin private CommonOptions common;

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "small-step,reference-step",
      description = "Works of bench/run whose networks are sampled (${DEFAULT-VALUE}).")
  private List<String> networks;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,8,32",
      description = "Pictures at once (${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--only",
      split = ",",
      description = "Samplers to measure, as recipes call them; all unless given.")
  private List<String> only = List.of();

  @Option(
      names = "--evaluations",
      defaultValue = "20",
      description = "About how many a sampler takes (${DEFAULT-VALUE}).")
  private int evaluations;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Runs of each sampler, in turns with the network alone (${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(common.out);
    Progress progress = new Progress(System.err);
    try (Engine engine = Engine.open()) {
      Map<String, Object> settings =
          Map.of("evaluations", evaluations, "rounds", rounds, "engine", engine.name());
      Ledger ledger = Ledger.open(common.out.resolve(NAME + ".json"), settings);
      StringBuilder text = new StringBuilder();
      for (String network : networks) {
        UNetWork work = (UNetWork) Works.named(network);
        text.append(measure(engine, work, ledger, progress)).append("\n");
      }
      text.append(ledger.origin()).append("\n");
      Study.write(common.out, NAME, text.toString());
    }
    return 0;
  }

  private String measure(Engine engine, UNetWork work, Ledger ledger, Progress progress) {
    UNetSpec spec =
        new UNetSpec(
            work.base(),
            work.multipliers(),
            work.blocks(),
            List.of(work.attention()),
            work.headChannels(),
            0);
    UNet network =
        new UNet(engine, spec, UNetPorts.of(work.size(), work.channels()), DataType.FLOAT32, 1);
    List<List<String>> rows = new ArrayList<>(List.of(header()));
    double worst = 0;
    for (SamplerSpec.Kind kind : kinds()) {
      SamplerSpec sampler;
      try {
        sampler = Budget.choices(kind, Formulation.EDM, engine, List.of(evaluations)).get(0).spec();
      } catch (IllegalArgumentException impossible) {
        progress.say("%s is left out: %s", kind.label(), impossible.getMessage());
        continue;
      }
      List<String> row = new ArrayList<>(List.of(kind.label()));
      for (int batch : batches) {
        Shape shape = Shape.of(batch, work.channels(), work.size(), work.size());
        Map<String, Double> cell =
            ledger.cell(
                work.name() + " " + kind.label() + " " + batch,
                () -> new Overhead(engine, network, EDM, shape).measure(sampler, rounds));
        progress.say(
            "%s, %s, batch %d: %.1f pictures a second, %.2f %% outside the network",
            work.name(), kind.label(), batch, cell.get("perSecond"), 100 * cell.get("inside"));
        row.add(format("%.1f", cell.get("perSecond")));
        row.add(format("%.2f %%", 100 * cell.get("inside")));
        row.add(format("%.1f %%", 100 * cell.get("beside")));
        worst = Math.max(worst, cell.get("inside"));
      }
      rows.add(row);
    }
    String title =
        String.format(
            Locale.ROOT,
            "### %s: %dx%dx%d, %,d parameters%n%n",
            work.name(),
            work.size(),
            work.size(),
            work.channels(),
            network.parameters().count());
    return title
        + MarkdownTable.of(rows)
        + format("\nThe largest share outside the network is %.2f %%", 100 * worst)
        + format("; the goal is below %.0f %%.\n", 100 * GOAL);
  }

  private List<SamplerSpec.Kind> kinds() {
    return only.isEmpty()
        ? List.of(SamplerSpec.Kind.values())
        : only.stream().map(SamplerSpec.Kind::named).toList();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("sampler"));
    for (int batch : batches) {
      header.add("pictures/s, batch " + batch);
      header.add("outside the network");
      header.add("over the network alone");
    }
    return header;
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
