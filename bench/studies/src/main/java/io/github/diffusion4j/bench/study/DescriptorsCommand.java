package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.bench.detector.CopyFigures;
import io.github.diffusion4j.bench.detector.CosineDetector;
import io.github.diffusion4j.bench.detector.Detector;
import io.github.diffusion4j.bench.detector.DigestDetector;
import io.github.diffusion4j.bench.detector.Duplicates;
import io.github.diffusion4j.bench.detector.HashDetector;
import io.github.diffusion4j.bench.detector.PixelDetector;
import io.github.diffusion4j.bench.detector.TileDetector;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.learned.CopyNetworkSettings;
import io.github.diffusion4j.eval.learned.CopyNetworkTraining;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.plant.PlantedCopies;
import io.github.diffusion4j.eval.plant.PlantedCopy;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What each descriptor finds of copies of each kind, and of duplicates that are known. Networks are
 * trained on pictures that are neither searched nor held out.
 */
@Command(
    name = "descriptors",
    description = "How many copies of each kind, and known duplicates, each descriptor finds.")
final class DescriptorsCommand implements Callable<Integer> {
  private static final String NAME = "descriptors";
  private static final int DUPLICATES_SIDE = 32;

  /** Larger pictures are shrunk for networks, which otherwise train for half an hour. */
  private static final int NETWORK_SIDE = 32;

  @Option(
      names = "--sets",
      split = ",",
      defaultValue =
          "../shared/data/fashion-mnist=28,../shared/data/tiles-dcss/dcss-nov-2015.zip=32,"
              + "../shared/data/clothing-small=64",
      description = "Data sets and the pixels of a side that each is fitted to (${DEFAULT-VALUE}).")
  private Map<String, Integer> sets = new LinkedHashMap<>();

  @Option(
      names = "--duplicates",
      split = ",",
      defaultValue =
          "../shared/data/tiles-dcss/dcss-nov-2015.zip,../shared/data/emoji-noto/noto-32px.zip",
      description = "ZIPs of PNG files, some several times in it (${DEFAULT-VALUE}).")
  private List<Path> duplicates;

  @Option(
      names = "--gallery",
      defaultValue = "3000",
      description = "Pictures that are searched, at most (${DEFAULT-VALUE}).")
  private int gallery;

  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Copies of each kind, and pictures that are none, at most (${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--seed", defaultValue = "7", description = "Of all choices (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--network-steps",
      description = "Steps to train each network for; 0 leaves them out (${DEFAULT-VALUE}).")
  private int networkSteps = CopyNetworkSettings.standard().steps();

  @Option(
      names = "--out",
      defaultValue = "bench/target/study",
      description = "Folder for the table, the plot and the raw numbers (${DEFAULT-VALUE}).")
  private Path out;

  private final Progress progress = new Progress(System.err);

  /** One line of the table, by detector. */
  private record Row(String data, Manipulation kind, Map<String, CopyFigures> figures) {}

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    Ledger ledger =
        Ledger.open(
            out.resolve(NAME + ".json"),
            Map.of(
                "sets",
                sets,
                "gallery",
                gallery,
                "count",
                count,
                "seed",
                seed,
                "network steps",
                networkSteps));
    List<Row> rows = new ArrayList<>();
    List<String> sizes = new ArrayList<>();
    try (Engine engine = Engine.open()) {
      for (Map.Entry<String, Integer> set : sets.entrySet()) {
        DetectorData data = DetectorData.open(set.getKey(), set.getValue(), gallery, count, seed);
        sizes.add(sizes(data));
        progress.say("%s", sizes.get(sizes.size() - 1));
        rows.addAll(measure(data, engine, ledger));
      }
    }
    write(ledger, rows, sizes, found(ledger));
    return 0;
  }

  private String sizes(DetectorData data) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %,d copies of each kind, made of %,d pictures; %,d pictures that are none, after %,d near duplicates of the others were left out.",
        data.name(),
        data.gallery().get(0),
        copies(data),
        data.gallery().size(),
        data.heldOut().size(),
        data.removed());
  }

  private int copies(DetectorData data) {
    return Math.min(count, data.gallery().size());
  }

  private static List<Detector> detectors(int side, int channels) {
    PixelDescriptor pixels = new PixelDescriptor(side, channels);
    return List.of(
        new DigestDetector(),
        new PixelDetector(pixels),
        new TileDetector(pixels, TiledDistance.standard()),
        new HashDetector());
  }

  /** Trains when it is first needed, so that a study that goes on does not train for nothing. */
  private record Network(String name, DetectorData data, CopyNetworkTraining training)
      implements Detector {
    @Override
    public Index over(List<Image> gallery) {
      return new CosineDetector(name(), training.onThirdSplit(data.third())).over(gallery);
    }
  }

  /** The network of checks, and the one that is trained for crops and pasted parts as well. */
  private List<Network> networks(DetectorData data, Engine engine) {
    return networkSteps == 0
        ? List.of()
        : List.of(
            network("net", CopyNetworkSettings.wholeCopies(), data, engine),
            network("net+", CopyNetworkSettings.standard(), data, engine));
  }

  private Network network(
      String name, CopyNetworkSettings usual, DetectorData data, Engine engine) {
    CopyNetworkSettings settings = usual.withSteps(networkSteps, usual.batch());
    if (data.third().imageSize() > NETWORK_SIDE) {
      settings = settings.withSide(NETWORK_SIDE);
    }
    return new Network(
        name,
        data,
        new CopyNetworkTraining(
            engine,
            settings,
            out.resolve("descriptors-trained"),
            (step, steps, loss) ->
                progress.step("training " + name + " on " + data.name(), step, steps)));
  }

  private List<Row> measure(DetectorData data, Engine engine, Ledger ledger) {
    List<Row> rows = new ArrayList<>();
    for (Manipulation kind : Manipulation.all()) {
      rows.add(new Row(data.name(), kind, new LinkedHashMap<>()));
    }
    PlantedCopies copies = new PlantedCopies(data.gallery(), data.heldOut(), seed);
    int side = data.gallery().get(0).width();
    int channels = data.third().channels();
    List<Detector> all = new ArrayList<>(detectors(side, channels));
    all.addAll(networks(data, engine));
    for (Detector detector : all) {
      Search search = new Search(detector, data);
      for (Row row : rows) {
        String key = data.name() + " " + detector.name() + " " + row.kind().name();
        Map<String, Double> cell =
            ledger.cell(
                key,
                () -> {
                  progress.say("%s", key);
                  return search.figures(copies.of(List.of(row.kind()), copies(data)));
                });
        row.figures()
            .put(
                detector.name(),
                new CopyFigures(
                    cell.get("recall"),
                    cell.get("recallAtOnePercent"),
                    cell.get("microAp"),
                    cell.get("meanAp")));
      }
    }
    return rows;
  }

  /** A detector over the gallery, made when it is first needed. */
  private static final class Search {
    private final Detector detector;
    private final DetectorData data;
    private Detector.Index index;
    private double[][] others;

    Search(Detector detector, DetectorData data) {
      this.detector = detector;
      this.data = data;
    }

    Map<String, Double> figures(List<PlantedCopy> copies) {
      if (index == null) {
        index = detector.over(data.gallery());
        others = index.similarities(data.heldOut());
      }
      List<Image> pictures = copies.stream().map(PlantedCopy::picture).toList();
      int[] sources = copies.stream().mapToInt(PlantedCopy::source).toArray();
      CopyFigures figures = CopyFigures.of(index.similarities(pictures), sources, others);
      return Map.of(
          "recall", figures.recall(),
          "recallAtOnePercent", figures.recallAtOnePercent(),
          "microAp", figures.microAp(),
          "meanAp", figures.meanAp());
    }
  }

  /** Returns the table of duplicates. */
  private String found(Ledger ledger) throws IOException {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("duplicates", "descriptor", "found", "known", "as alike, other files"));
    for (Path zip : duplicates) {
      Duplicates all = Duplicates.read(zip);
      for (Detector detector : detectors(DUPLICATES_SIDE, 3)) {
        String key = zip + " " + detector.name();
        Map<String, Double> cell =
            ledger.cell(
                key,
                () -> {
                  progress.say("%s", key);
                  Duplicates.Found found = all.find(detector);
                  return Map.of(
                      "known", (double) found.known(),
                      "found", (double) found.found(),
                      "others", (double) found.others());
                });
        table.add(
            List.of(
                zip.getFileName().toString(),
                detector.name(),
                whole(cell.get("found")),
                whole(cell.get("known")),
                whole(cell.get("others"))));
      }
    }
    return table.size() == 1 ? "" : MarkdownTable.of(table);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private void write(Ledger ledger, List<Row> rows, List<String> sizes, String found)
      throws IOException {
    List<List<String>> table = new ArrayList<>();
    List<String> detectors = List.copyOf(rows.get(0).figures().keySet());
    List<String> headings = new ArrayList<>(List.of("data", "copy"));
    headings.addAll(detectors);
    table.add(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.data(), row.kind().name()));
      detectors.forEach(detector -> cells.add(text(row.figures().get(detector))));
      table.add(cells);
    }
    Path plot = out.resolve(NAME + ".png");
    Pictures.write(plot(rows, detectors).draw(), plot);
    Study.write(
        out,
        NAME,
        String.join("\n", sizes) + "\n",
        "Recall at 0.1 % false positives / at 1 % / micro-AP / mAP, in percent.\n",
        MarkdownTable.of(table),
        "![Recall by kind of copy and descriptor](" + plot.getFileName() + ")\n",
        found,
        ledger.origin() + "\n");
  }

  private static String text(CopyFigures figures) {
    return String.format(
        Locale.ROOT,
        "%.0f / %.0f / %.0f / %.0f",
        100 * figures.recall(),
        100 * figures.recallAtOnePercent(),
        100 * figures.microAp(),
        100 * figures.meanAp());
  }

  private static HeatMap plot(List<Row> rows, List<String> detectors) {
    List<Manipulation> kinds = Manipulation.all();
    List<HeatMap.Panel> panels = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += kinds.size()) {
      List<Row> own = rows.subList(from, from + kinds.size());
      double[][] shares =
          own.stream()
              .map(
                  row ->
                      detectors.stream()
                          .mapToDouble(name -> row.figures().get(name).recall())
                          .toArray())
              .toArray(double[][]::new);
      panels.add(new HeatMap.Panel(own.get(0).data(), detectors, shares));
    }
    return new HeatMap(kinds.stream().map(Manipulation::name).toList(), panels);
  }
}
