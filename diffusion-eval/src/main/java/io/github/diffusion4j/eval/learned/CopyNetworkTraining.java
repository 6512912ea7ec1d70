package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.ResidualNetwork;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains copy-detection networks on a user's own pictures.
 *
 * <p>What a descriptor is trained on it drives further apart than what it never saw. If it were
 * trained on the pictures that are searched later and not on those that the search is calibrated
 * by, held-out pictures would look closer to the searched ones than new pictures do, thresholds
 * would be too high, and copies would be missed. So there are two ways:
 *
 * <ul>
 *   <li>{@link #onThirdSplit}: on pictures that are neither searched nor held out. Nothing can go
 *       wrong, but it takes pictures away from both.
 *   <li>{@link #onTrainingAndHeldOut}: on both together, each picture treated alike, so that the
 *       descriptor does not know which side a picture is of.
 * </ul>
 *
 * <p>Of pictures that are equal or mirror images of each other one is trained on, as each would
 * count as different from the other. Nearer duplicates that are not equal are not found and cost a
 * little accuracy. A twentieth of the pictures, but 16 at least and 200 at most, chosen by their
 * content, are held back for the {@link SelfTest}.
 *
 * <p>A descriptor is kept in a folder of the cache whose name is a digest of the pixels, the
 * settings and the version of this code: one that is there is loaded and not trained again.
 * Training is not resumed; it takes minutes. Its result is the same for the same seed, engine and
 * machine, unless its time is limited.
 */
public final class CopyNetworkTraining {
  /** Fewer different pictures teach nothing. */
  public static final int LEAST_PICTURES = 64;

  /** Raised whenever the same data and settings give another descriptor. */
  private static final int VERSION = 2;

  private final Engine engine;
  private final CopyNetworkSettings settings;
  private final Path cache;
  private final TrainingProgress progress;

  /**
   * Prepares to train.
   *
   * @param cache folder of descriptors; is made if it is not there
   */
  public CopyNetworkTraining(
      Engine engine, CopyNetworkSettings settings, Path cache, TrainingProgress progress) {
    this.engine = engine;
    this.settings = settings;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Trains on pictures that are neither searched nor held out, or loads what was trained so.
   *
   * @throws EvaluationException if there are fewer than {@value #LEAST_PICTURES} different
   *     pictures, the loss is not finite, or the descriptor fails its self-test
   * @throws ModelException if the cache holds a corrupt descriptor
   * @throws StoreException if it cannot be written
   */
  public CopyNetwork onThirdSplit(Dataset pictures) {
    return train(pictures);
  }

  /**
   * Trains on the pictures that are searched and those that are held out, all alike, or loads what
   * was trained so.
   *
   * @throws IllegalArgumentException if sizes or channels differ
   * @throws EvaluationException as {@link #onThirdSplit} does
   */
  public CopyNetwork onTrainingAndHeldOut(Dataset training, Dataset heldOut) {
    return train(training.concat(heldOut));
  }

  private CopyNetwork train(Dataset data) {
    Preprocessing preprocessing =
        new Preprocessing(settings.sideFor(data.imageSize()), data.channels());
    TrainingPictures pictures = TrainingPictures.of(data);
    String key = key(pictures, preprocessing);
    Path folder = cache.resolve("descriptor-" + key.substring(0, 16));
    if (Files.isRegularFile(folder.resolve(CopyNetworkManifest.FILE))) {
      return cached(folder, key);
    }
    CopySteps.Result result =
        new CopySteps(engine, settings, preprocessing, progress).run(data, pictures.training());
    write(folder, result.network());
    String weights = Digests.sha256(folder.resolve(CopyNetwork.WEIGHTS));
    NetworkDescriptor descriptor =
        CopyNetwork.descriptor(weights, preprocessing, engine, result.network());
    SelfTest selfTest =
        SelfTest.of(
            descriptor,
            Arrays.stream(pictures.heldBack()).mapToObj(data::image).toList(),
            Manipulation.standard().stream()
                .filter(kind -> CopyNetwork.SEES.contains(kind.name()))
                .toList());
    CopyNetworkManifest manifest =
        new CopyNetworkManifest(
            CopyNetworkManifest.FORMAT,
            result.network().spec(),
            preprocessing,
            settings,
            result.steps(),
            result.loss(),
            selfTest,
            pictures.training().length,
            pictures.duplicates(),
            data.description(),
            pictures.digest(),
            key,
            engine.name(),
            weights);
    manifest.write(folder);
    selfTest.requirePassed(descriptor.identity());
    return new CopyNetwork(manifest, descriptor);
  }

  private CopyNetwork cached(Path folder, String key) {
    CopyNetwork cached = CopyNetwork.load(folder, engine);
    if (!cached.manifest().key().equals(key)) {
      throw new ModelException(
          folder.toAbsolutePath()
              + " holds a descriptor of other data or settings than its name says; delete it, and one is trained again");
    }
    return cached;
  }

  private String key(TrainingPictures pictures, Preprocessing preprocessing) {
    return DataDigest.ofJson(
        Map.of(
            "version",
            VERSION,
            "data",
            pictures.digest(),
            "preprocessing",
            preprocessing,
            "settings",
            settings));
  }

  private static void write(Path folder, ResidualNetwork network) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(network.parameters().byName(), "", entries);
    Safetensors.write(folder.resolve(CopyNetwork.WEIGHTS), entries, Map.of());
  }
}
