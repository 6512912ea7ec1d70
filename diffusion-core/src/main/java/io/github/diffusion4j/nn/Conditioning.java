package io.github.diffusion4j.nn;

import java.util.Arrays;

/**
 * What each picture of a batch should show.
 *
 * <p>Immutable.
 *
 * @param labels one class per picture, counted from 0; {@link #NO_CLASS} where none is asked for
 */
public record Conditioning(int[] labels) {
  /** The label of a picture without a class. */
  public static final int NO_CLASS = -1;

  /** Copies and checks the labels. */
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
  }

  /** Returns the conditioning of a batch in which no picture has a class. */
  public static Conditioning none(int size) {
    int[] labels = new int[size];
    Arrays.fill(labels, NO_CLASS);
    return new Conditioning(labels);
  }

  /** Returns a copy of the labels. */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  /** Returns how many pictures it speaks of. */
  public int size() {
    return labels.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conditioning that && Arrays.equals(labels, that.labels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "Conditioning" + Arrays.toString(labels);
  }
}
