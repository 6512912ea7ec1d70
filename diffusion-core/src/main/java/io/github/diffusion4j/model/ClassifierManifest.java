package io.github.diffusion4j.model;

import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.noise.Formulation;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of a classifier, kept beside its weights as {@code classifier.json}.
 *
 * @param format version of this file's form; {@value #FORMAT}
 * @param engine that it was trained with
 * @param classifier shape of its network
 * @param formulation whose noise it was trained with; null if it knows pictures without noise only
 * @param classes names of its classes in the order of their labels
 * @param step of training that the weights are of
 * @param loss mean over the last steps before, in nats
 * @param accuracies how often it was right, by noise level
 * @param seed of training
 * @param dataDescription of the data it learned from
 * @param dataDigest SHA-256 over the data's manifest
 * @param weightsDigest SHA-256 of the file of weights
 */
public record ClassifierManifest(
    int format,
    String engine,
    ClassifierSpec classifier,
    Formulation formulation,
    List<String> classes,
    long step,
    double loss,
    List<Accuracy> accuracies,
    long seed,
    String dataDescription,
    String dataDigest,
    String weightsDigest) {
  /** The version that this toolkit writes and reads. */
  public static final int FORMAT = 1;

  /** The file's name in a classifier's folder. */
  public static final String FILE = "classifier.json";

  /**
   * How often a classifier was right at a noise level.
   *
   * @param sigma the level; 0 for pictures without noise
   * @param share of the pictures, 0 to 1
   */
  public record Accuracy(double sigma, double share) {}

  /** Checks the numbers, so that a hostile file cannot ask for a network without measure. */
  public ClassifierManifest {
    ModelManifest.require(format == FORMAT, "format", format, "" + FORMAT);
    ModelManifest.require(classifier != null, "classifier", null, "given");
    ModelManifest.requireModest(classifier.encoder());
    ModelManifest.requirePictures(classifier.imageSize(), classifier.channels());
    ModelManifest.require(classes != null, "classes", null, "given");
    ModelManifest.require(
        classes.size() == classifier.classes() && classes.size() <= 100_000,
        "classes",
        classes.size() + " names",
        "one for each of the network's " + classifier.classes() + ", 100,000 at most");
    ModelManifest.require(accuracies != null, "accuracies", null, "given");
    classes = List.copyOf(classes);
    accuracies = List.copyOf(accuracies);
  }

  /** Writes it into a classifier's folder. */
  public void write(Path folder) {
    ManifestFile.write(folder, FILE, this);
  }

  /**
   * Reads it from a classifier's folder.
   *
   * @throws ModelException if it is missing or not one of ours
   */
  public static ClassifierManifest read(Path folder) {
    return ManifestFile.read(folder, FILE, "classifier").as(ClassifierManifest.class);
  }
}
