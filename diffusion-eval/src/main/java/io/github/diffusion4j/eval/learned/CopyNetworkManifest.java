package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.model.ManifestFile;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.nn.ResidualNetworkSpec;
import java.nio.file.Path;

/**
 * What is known of a copy-detection network, kept beside its weights as {@code descriptor.json}.
 *
 * @param format version of this file's form; {@value #FORMAT}
 * @param network shape of the network
 * @param preprocessing of pictures
 * @param settings of its training
 * @param steps that were taken, fewer than the settings say if time was over
 * @param loss mean over the last steps before
 * @param selfTest how it finds copies of pictures that were held back from training
 * @param pictures it was trained on, all different
 * @param duplicates that were left out, equal or mirrored
 * @param dataDescription of the data
 * @param dataDigest SHA-256 over the data's pixels
 * @param key SHA-256 of all that decides the weights: data, settings, version of the code
 * @param engine that it was trained with
 * @param weightsDigest SHA-256 of the file of weights
 */
public record CopyNetworkManifest(
    int format,
    ResidualNetworkSpec network,
    Preprocessing preprocessing,
    CopyNetworkSettings settings,
    int steps,
    double loss,
    SelfTest selfTest,
    int pictures,
    int duplicates,
    String dataDescription,
    String dataDigest,
    String key,
    String engine,
    String weightsDigest) {
  /** The version that this toolkit writes and reads. */
  public static final int FORMAT = 2;

  /** The file's name in a descriptor's folder. */
  public static final String FILE = "descriptor.json";

  /** Checks that nothing is missing that a descriptor needs, and that the parts fit each other. */
  public CopyNetworkManifest {
    require(format == FORMAT, "format", format, "" + FORMAT);
    require(network != null, "network", null, "given");
    require(preprocessing != null, "preprocessing", null, "given");
    require(
        network.channels() == preprocessing.channels(),
        "network.channels",
        network.channels(),
        "those of the preprocessing, " + preprocessing.channels());
    require(selfTest != null, "selfTest", null, "given");
    require(key != null, "key", null, "given");
    require(weightsDigest != null, "weightsDigest", null, "given");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }

  void write(Path folder) {
    ManifestFile.write(folder, FILE, this);
  }

  /**
   * Reads it from a descriptor's folder.
   *
   * @throws ModelException if it is missing or not one of ours
   */
  public static CopyNetworkManifest read(Path folder) {
    return ManifestFile.read(folder, FILE, "descriptor").as(CopyNetworkManifest.class);
  }
}
