package io.github.diffusion4j.model;

import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of a model, kept beside its weights as {@code model.json}.
 *
 * @param format version of this file's form; {@value #FORMAT}
 * @param engine that it was trained with
 * @param network shape of its U-Net
 * @param formulation noise, preconditioning and loss
 * @param ports what goes into its network and comes out: pictures of 1 to 4096 pixels a side and 1
 *     to 4 channels, and what it is told of them
 * @param classes names of its classes in the order of their labels; empty without classes
 * @param parameters how many numbers its weights hold
 * @param step of training that the weights are of
 * @param loss mean over the last steps before
 * @param seed of training
 * @param dataDescription of the data it learned from
 * @param dataDigest SHA-256 over the data's manifest
 * @param weightsDigest SHA-256 of the file of weights
 * @param lowResolution the small pictures that it makes its larger ones of; null for none
 */
public record ModelManifest(
    int format,
    String engine,
    UNetSpec network,
    Formulation formulation,
    UNetPorts ports,
    List<String> classes,
    long parameters,
    long step,
    double loss,
    long seed,
    String dataDescription,
    String dataDigest,
    String weightsDigest,
    LowResolution lowResolution) {
  /** The version that this toolkit writes and reads. */
  public static final int FORMAT = 2;

  /** The file's name in a model's folder. */
  public static final String FILE = "model.json";

  private static final int MAX_CHANNELS = 8192;

  /** Checks the numbers, so that a hostile file cannot ask for a network without measure. */
  public ModelManifest {
    require(format == FORMAT, "format", format, "" + FORMAT);
    require(network != null, "network", null, "given");
    require(formulation != null, "formulation", null, "given");
    require(ports != null, "ports", null, "given");
    requirePictures(ports.imageSize(), ports.channels());
    require(classes != null && classes.size() <= 100_000, "classes", "a list", "100,000 at most");
    require(
        ports.classes() == classes.size()
            && ports.outputChannels() == formulation.outputChannels(ports.channels())
            && ports.pictureChannels() <= 4
            && ports.augmentation() <= 64
            && !ports.clips(),
        "ports",
        ports,
        "those of pictures, with the classes and the formulation's channels");
    requireModest(network);
    require(
        lowResolution == null || lowResolution.size() < ports.imageSize(),
        "lowResolution",
        lowResolution,
        "smaller than " + ports.imageSize());
    classes = List.copyOf(classes);
  }

  /** Returns height and width of its pictures. */
  public int imageSize() {
    return ports.imageSize();
  }

  /** Returns how many channels its pictures have. */
  public int channels() {
    return ports.channels();
  }

  /** Returns the same with the digest of the weights' file. */
  public ModelManifest withWeights(String digest) {
    return new ModelManifest(
        format,
        engine,
        network,
        formulation,
        ports,
        classes,
        parameters,
        step,
        loss,
        seed,
        dataDescription,
        dataDigest,
        digest,
        lowResolution);
  }

  /** Writes it into a model's folder. */
  public void write(Path folder) {
    ManifestFile.write(folder, this);
  }

  /**
   * Reads it from a model's folder.
   *
   * @throws ModelException if it is missing or not one of ours
   */
  public static ModelManifest read(Path folder) {
    return ManifestFile.read(folder).as(ModelManifest.class);
  }

  static void requirePictures(int imageSize, int channels) {
    require(imageSize >= 1 && imageSize <= 4096, "imageSize", imageSize, "1 to 4096");
    require(channels >= 1 && channels <= 4, "channels", channels, "1 to 4");
  }

  /** Refuses networks whose size only a hostile file can ask for. */
  static void requireModest(UNetSpec network) {
    require(
        network.multipliers().size() <= 8 && network.blocks() <= 16,
        "network",
        network,
        "8 levels and 16 blocks at most");
    int widest = network.multipliers().stream().mapToInt(Integer::intValue).max().orElse(1);
    require(
        (long) network.baseChannels() * widest <= MAX_CHANNELS,
        "network",
        network,
        "at most " + MAX_CHANNELS + " channels wide");
    require(
        Math.max(network.noiseWidth(), network.embeddingWidth()) <= 4 * MAX_CHANNELS,
        "network",
        network,
        "told of noise by at most " + 4 * MAX_CHANNELS + " numbers");
  }

  static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
