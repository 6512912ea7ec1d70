package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import java.util.List;

/**
 * Looks at pictures, clean ones, with the eyes of a network that had no part in drawing them.
 *
 * <p>Its features make distances between sets of pictures small and cheap to compute; they are not
 * those of Inception, and no distance by them can be compared with a published one.
 */
interface Judge {
  /** Returns a name that no other judge has: distances by two judges cannot be compared. */
  String identity();

  /**
   * Returns what it sees in each picture.
   *
   * @return {@code [pictures][width]}
   */
  float[][] features(List<Image> images);

  /**
   * Returns how much each picture looks like each class.
   *
   * @return {@code [pictures][classes]}, the larger the more
   */
  float[][] logits(List<Image> images);

  /** Returns the class that each picture looks like most. */
  default int[] classes(List<Image> images) {
    float[][] logits = logits(images);
    int[] classes = new int[logits.length];
    for (int i = 0; i < classes.length; i++) {
      for (int k = 1; k < logits[i].length; k++) {
        if (logits[i][k] > logits[i][classes[i]]) {
          classes[i] = k;
        }
      }
    }
    return classes;
  }

  /**
   * Returns which share of the pictures looks most like the class that it should show.
   *
   * @param labels one a picture
   */
  default double share(List<Image> images, int[] labels) {
    int[] seen = classes(images);
    int right = 0;
    for (int i = 0; i < seen.length; i++) {
      right += seen[i] == labels[i] ? 1 : 0;
    }
    return right / (double) seen.length;
  }
}
