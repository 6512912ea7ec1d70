package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.eval.descriptor.GemPooling;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.descriptor.PixelDigest;
import io.github.diffusion4j.eval.learned.CopyNetworkSettings;
import io.github.diffusion4j.image.Dihedral;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.image.PictureSpectrum;
import io.github.diffusion4j.nn.ResidualNetwork;
import io.github.diffusion4j.nn.ResidualNetworkSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many decoded pictures a second each descriptor describes. The network for copies is
 * untrained: what it says does not change how long it takes.
 */
@Command(name = "describe", description = "Pictures a second that each descriptor describes.")
final class DescribeCommand implements Callable<Integer> {
  private static final String NAME = "describe";
  private static final int BATCH = 256;

  @Option(
      names = "--sets",
      split = ",",
      defaultValue =
          "../shared/data/fashion-mnist=28,../shared/data/tiles-dcss/dcss-nov-2015.zip=32,"
              + "../shared/data/clothing-small=64",
      description = "Data sets and the pixels of a side that each is fitted to (${DEFAULT-VALUE}).")
  private Map<String, Integer> sets = new LinkedHashMap<>();

  @Option(
      names = "--count",
      defaultValue = "2048",
      description = "Pictures of each set, over and over if it has fewer (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Times after two of warm-up; the median counts (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--out",
      defaultValue = "bench/target/study",
      description = "Folder for the table and the raw numbers (${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    Map<String, Object> settings = Map.of("sets", sets, "count", count, "rounds", rounds);
    Ledger ledger = Ledger.open(out.resolve(NAME + ".json"), settings);
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("pictures", "descriptor", "a second"));
    try (Engine engine = Engine.open()) {
      for (Map.Entry<String, Integer> set : sets.entrySet()) {
        List<Image> pictures = pictures(set.getKey(), set.getValue());
        ways(pictures.get(0), engine)
            .forEach(
                (name, way) -> {
                  String key = set.getKey() + " " + name;
                  Map<String, Double> cell =
                      ledger.cell(key, () -> Map.of("perSecond", perSecond(pictures, way)));
                  table.add(
                      List.of(
                          pictures.get(0).toString(),
                          name,
                          String.format(Locale.ROOT, "%,.0f", cell.get("perSecond"))));
                });
      }
    }
    Study.write(out, NAME, MarkdownTable.of(table), ledger.origin() + "\n");
    return 0;
  }

  private List<Image> pictures(String path, int side) {
    Dataset all = Datasets.open(new DataSpec(path, side, 0, Fit.CROP, Unreadable.Policy.SKIP));
    return IntStream.range(0, count).mapToObj(i -> all.image(i % all.size())).toList();
  }

  private Map<String, Consumer<List<Image>>> ways(Image like, Engine engine) {
    Map<String, Consumer<List<Image>>> ways = new LinkedHashMap<>();
    ways.put("digest of the pixels", all -> all.parallelStream().forEach(PixelDigest::of));
    ways.put("pixels, for tiles", new PixelDescriptor(like.width(), like.channels())::describe);
    ways.put("hash", all -> all.parallelStream().forEach(PerceptualHash::of));
    ways.put(
        "hashes in eight orientations",
        all -> all.parallelStream().map(PictureSpectrum::of).forEach(DescribeCommand::hashes));
    CopyNetworkSettings settings = CopyNetworkSettings.standard();
    ResidualNetworkSpec spec =
        new ResidualNetworkSpec(
            like.channels(), settings.widths(), settings.blocks(), settings.dimensions());
    ResidualNetwork network =
        new ResidualNetwork(engine, spec, GemPooling.standard()::pool, DataType.FLOAT32, 1);
    ways.put("network for copies", all -> describe(all, network, engine));
    return ways;
  }

  /** As {@code CopyNetwork} does it: each picture, and mirrored. */
  private static void describe(List<Image> pictures, ResidualNetwork network, Engine engine) {
    Image like = pictures.get(0);
    int length = like.samples().length;
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<Image> batch = pictures.subList(from, Math.min(pictures.size(), from + BATCH));
      float[] upright = new float[batch.size() * length];
      float[] mirrored = new float[upright.length];
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).toPlanar(upright, i * length);
        batch.get(i).mirrored().toPlanar(mirrored, i * length);
      }
      Shape shape = Shape.of(batch.size(), like.channels(), like.height(), like.width());
      try (Scope scope = engine.inference()) {
        network
            .forward(engine.tensor(upright, shape))
            .add(network.forward(engine.tensor(mirrored, shape)))
            .toFloats();
      }
    }
  }

  private static void hashes(PictureSpectrum picture) {
    for (Dihedral orientation : Dihedral.values()) {
      picture.hash(orientation);
    }
  }

  private double perSecond(List<Image> pictures, Consumer<List<Image>> way) {
    double[] seconds = new double[rounds];
    for (int round = -2; round < rounds; round++) {
      long start = System.nanoTime();
      way.accept(pictures);
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return pictures.size() / seconds[rounds / 2];
  }
}
