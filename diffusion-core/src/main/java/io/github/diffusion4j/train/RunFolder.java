package io.github.diffusion4j.train;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.ContactSheet;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a run leaves in its model's folder besides checkpoints: the model and how it came about. */
final class RunFolder {
  private static final int SNAPSHOT_PICTURES = 16;
  private static final int SNAPSHOT_COLUMNS = 8;
  private static final int SHEET_PIXELS = 2048;
  private static final SamplerSpec SNAPSHOT_SAMPLER = new SamplerSpec(SamplerSpec.Kind.HEUN, 10);

  private final Path folder;

  RunFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException("Cannot make the folder " + folder + ": " + e, e);
    }
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  private Path snapshots() {
    return folder.resolve("snapshots");
  }

  /** Writes the averaged weights and the manifest that speaks of them. */
  void writeModel(UNet average, ModelManifest manifest) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(average.parameters().byName(), "", entries);
    Path file = folder.resolve(Model.WEIGHTS);
    Safetensors.write(file, entries, Map.of("step", String.valueOf(manifest.step())));
    manifest.withWeights(Digests.sha256(file)).write(folder);
  }

  /** Draws the same few pictures as ever with the present weights, classes in turn. */
  void drawSnapshot(Engine engine, UNet average, ModelManifest manifest, Dataset data) {
    Model model = Model.of(manifest, engine, average);
    int classes = manifest.classes().size();
    int[] labels = new int[SNAPSHOT_PICTURES];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes == 0 ? -1 : i % classes;
    }
    List<Image> pictures =
        manifest.lowResolution() == null
            ? model.sample(SNAPSHOT_SAMPLER, 1, labels, 0, 0)
            : enlarged(model, data);
    Path file = snapshots().resolve(String.format(Locale.ROOT, "step-%09d.png", manifest.step()));
    try {
      Files.createDirectories(snapshots());
    } catch (IOException e) {
      throw new StoreException("Cannot make the folder " + snapshots() + ": " + e, e);
    }
    AtomicFiles.write(file, Png.encode(ContactSheet.of(pictures, SNAPSHOT_COLUMNS), Map.of()));
  }

  /**
   * Shows what training makes of pictures: each row begins with one of the data, and goes on with
   * what the first epochs see of it.
   */
  void drawAugmented(Batches batches, Dataset data) {
    int columns = Math.max(2, Math.min(SNAPSHOT_COLUMNS, SHEET_PIXELS / data.imageSize()));
    List<Image> pictures = new ArrayList<>();
    for (int picture = 0; picture < Math.min(columns, data.size()); picture++) {
      pictures.add(data.image(picture));
      for (int epoch = 0; epoch < columns - 1; epoch++) {
        pictures.add(batches.seen(picture, epoch));
      }
    }
    AtomicFiles.write(
        folder.resolve("augmented.png"), Png.encode(ContactSheet.of(pictures, columns), Map.of()));
  }

  /** Makes the first pictures of the data small, and large again. */
  private static List<Image> enlarged(Model model, Dataset data) {
    int factor = data.imageSize() / model.manifest().lowResolution().size();
    int[] labels = new int[SNAPSHOT_PICTURES];
    List<Image> small = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = model.manifest().classes().isEmpty() ? -1 : data.label(i % data.size());
      small.add(data.image(i % data.size()).shrunken(factor));
    }
    return model.enlarge(SNAPSHOT_SAMPLER, 1, small, labels, 0, 0);
  }

  /** Stores averages of the weights beside those of other times. */
  void storeAverages(PowerAverages averages, long step, long images) {
    averages.store(folder, step, images);
  }

  /** Removes what was kept of steps after the one that training goes on from. */
  void forgetAfter(long step) {
    PowerAverages.forgetAfter(folder, step);
    for (TrainingPage.Snapshot snapshot : readSnapshots(false)) {
      if (snapshot.step() > step) {
        try {
          Files.delete(
              snapshots().resolve(String.format(Locale.ROOT, "step-%09d.png", snapshot.step())));
        } catch (IOException e) {
          throw new StoreException("Cannot remove a snapshot in " + snapshots() + ": " + e, e);
        }
      }
    }
  }

  /** Writes {@code training.html} anew. */
  void writePage(Map<String, String> facts) {
    TrainingPage.write(
        folder.resolve("training.html"),
        "Training of " + folder.getFileName(),
        facts,
        MetricsLog.read(metrics()),
        readSnapshots(true));
  }

  private List<TrainingPage.Snapshot> readSnapshots(boolean withContent) {
    List<TrainingPage.Snapshot> result = new ArrayList<>();
    if (!Files.isDirectory(snapshots())) {
      return result;
    }
    try (Stream<Path> files = Files.list(snapshots())) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.matches("step-\\d{9}\\.png")) {
          byte[] png = withContent ? Files.readAllBytes(file) : new byte[0];
          result.add(new TrainingPage.Snapshot(Long.parseLong(name.substring(5, 14)), png));
        }
      }
      return result;
    } catch (IOException e) {
      throw new StoreException("Cannot read the snapshots in " + snapshots() + ": " + e, e);
    }
  }
}
