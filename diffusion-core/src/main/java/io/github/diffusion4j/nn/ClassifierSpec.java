package io.github.diffusion4j.nn;

import java.util.Objects;

/**
 * The shape of a classifier of noisy pictures.
 *
 * @param encoder the U-Net whose way down and middle it is made of
 * @param pooling how the places of the last resolution become one
 * @param imageSize height and width of the pictures, the only one it takes
 * @param channels of the pictures, 1 or more
 * @param classes it tells apart, 2 or more
 */
public record ClassifierSpec(
    UNetSpec encoder, Pooling pooling, int imageSize, int channels, int classes) {

  /** How places become one. */
  public enum Pooling {
    /** By attention of their mean over all of them (Dhariwal and Nichol 2021). */
    ATTENTION,
    /** By their mean. */
    AVERAGE
  }

  /** Checks every number. */
  public ClassifierSpec {
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(pooling, "pooling");
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + "; it must be 2 or more");
    }
    encoder.requireSize(imageSize);
  }

  /** What goes into it: noisy pictures, and nothing that would give the class away. */
  UNetPorts ports() {
    return UNetPorts.of(imageSize, channels);
  }
}
