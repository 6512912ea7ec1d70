package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * What each picture of a batch should show, and what else a network is told of it. A network takes
 * what its {@link UNetPorts} have room for, and refuses anything else.
 *
 * <p>Immutable; the tensors belong to whoever made them. Two are equal if their numbers are, and
 * their tensors are the same ones.
 *
 * @param labels one class per picture, counted from 0; {@link #NO_CLASS} where none is asked for
 * @param picture {@code [N, C, h, w]} to go by, such as the same at low resolution; brought to the
 *     network's resolution if it is another. Null for none
 * @param pictureNoise how noisy each conditioning picture is, in whatever unit the network was
 *     trained with; null for none
 * @param augmentation {@code [N, length]}, how each picture was augmented; null for not at all
 */
public record Conditioning(
    int[] labels, Tensor picture, double[] pictureNoise, Tensor augmentation) {
  /** The label of a picture without a class. */
  public static final int NO_CLASS = -1;

  /** Copies and checks the numbers. */
  public Conditioning {
    labels = labels.clone();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < NO_CLASS) {
        throw new IllegalArgumentException(
            "label of picture "
                + i
                + " is "
                + labels[i]
                + "; classes count from 0, -1 is no class");
      }
    }
    if (pictureNoise != null) {
      pictureNoise = pictureNoise.clone();
      requirePerPicture("noise levels of conditioning pictures", pictureNoise.length, labels);
    }
    if (picture != null) {
      requirePerPicture("conditioning pictures", picture.shape().dim(0), labels);
    }
    if (augmentation != null) {
      requirePerPicture("augmentation labels", augmentation.shape().dim(0), labels);
    }
  }

  /** Makes the conditioning of pictures of which only the class is told. */
  public Conditioning(int[] labels) {
    this(labels, null, null, null);
  }

  /** Returns the conditioning of a batch in which no picture has a class. */
  public static Conditioning none(int size) {
    int[] labels = new int[size];
    Arrays.fill(labels, NO_CLASS);
    return new Conditioning(labels);
  }

  /** Returns the same with pictures to go by. */
  public Conditioning withPicture(Tensor pictures) {
    return new Conditioning(labels, pictures, null, augmentation);
  }

  /** Returns the same with pictures to go by and how noisy each is. */
  public Conditioning withPicture(Tensor pictures, double... noise) {
    return new Conditioning(labels, pictures, noise, augmentation);
  }

  /** Returns the same with what was done to each picture. */
  public Conditioning withAugmentation(Tensor augmentationLabels) {
    return new Conditioning(labels, picture, pictureNoise, augmentationLabels);
  }

  /** Returns the same with no class asked for: the other half of classifier-free guidance. */
  public Conditioning withoutClasses() {
    return withClass(NO_CLASS);
  }

  /** Returns the same with one class asked for of all pictures. */
  public Conditioning withClass(int label) {
    int[] same = new int[size()];
    Arrays.fill(same, label);
    return new Conditioning(same, picture, pictureNoise, augmentation);
  }

  /** Returns a copy of the labels. */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  /** Returns a copy of the noise levels of the conditioning pictures, or null. */
  @Override
  public double[] pictureNoise() {
    return pictureNoise == null ? null : pictureNoise.clone();
  }

  /** Returns how many pictures it speaks of. */
  public int size() {
    return labels.length;
  }

  private static void requirePerPicture(String what, int count, int[] labels) {
    if (count != labels.length) {
      throw new IllegalArgumentException(
          "there are "
              + count
              + " "
              + what
              + " and "
              + labels.length
              + " labels; give one of each per picture");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conditioning that
        && Arrays.equals(labels, that.labels)
        && Arrays.equals(pictureNoise, that.pictureNoise)
        && Objects.equals(picture, that.picture)
        && Objects.equals(augmentation, that.augmentation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(labels), Arrays.hashCode(pictureNoise), picture, augmentation);
  }

  @Override
  public String toString() {
    return "Conditioning"
        + Arrays.toString(labels)
        + (picture == null ? "" : " picture " + picture.shape())
        + (pictureNoise == null ? "" : " noise " + Arrays.toString(pictureNoise))
        + (augmentation == null ? "" : " augmentation " + augmentation.shape());
  }
}
