package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at pictures, clean ones, with the eyes of a network that had no part in drawing them.
 *
 * <p>Its features make distances between sets of pictures small and cheap to compute; they are not
 * those of Inception, and no distance by them can be compared with a published one.
 *
 * @param network a classifier that was trained on pictures without noise
 */
record Judge(ClassifierModel network) {

  /** Tells whether there is one in a folder. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(ClassifierManifest.FILE));
  }

  /**
   * Loads the judge of a folder.
   *
   * @throws IllegalArgumentException if there is none, or one that has learned noisy pictures
   */
  static Judge load(Path folder, Engine engine) {
    if (!isIn(folder)) {
      throw new IllegalArgumentException(
          "there is no judge in " + folder + "; train one with bench/study judge");
    }
    ClassifierModel network = ClassifierModel.load(folder, engine);
    if (network.manifest().formulation() != null) {
      throw new IllegalArgumentException(
          "the classifier in "
              + folder
              + " has learned noisy pictures, which guides and does not judge; train a judge with"
              + " bench/study judge");
    }
    return new Judge(network);
  }

  /** Returns a name that no other judge has: distances by two judges cannot be compared. */
  String identity() {
    return network.manifest().weightsDigest();
  }

  /**
   * Returns what it sees in each picture.
   *
   * @return {@code [pictures][width]}
   */
  float[][] features(List<Image> images) {
    return network.features(images);
  }

  /**
   * Returns which share of the pictures looks most like the class that it should show.
   *
   * @param labels one a picture
   */
  double share(List<Image> images, int[] labels) {
    return share(network.probabilities(images), labels);
  }

  /** Returns in which share of the rows the largest number stands at the label. */
  static double share(float[][] rows, int[] labels) {
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      int largest = 0;
      for (int k = 1; k < rows[i].length; k++) {
        largest = rows[i][k] > rows[i][largest] ? k : largest;
      }
      right += largest == labels[i] ? 1 : 0;
    }
    return right / (double) rows.length;
  }
}
