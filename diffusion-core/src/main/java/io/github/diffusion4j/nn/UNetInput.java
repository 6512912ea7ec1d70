package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Resampling;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;

/** Checks what a U-Net is given against its ports, and puts the pictures side by side. */
record UNetInput(UNetSpec spec, UNetPorts ports) {

  /**
   * Returns the pictures, and those to go by behind them on the channels.
   *
   * @throws ShapeException if a shape or a count does not fit
   * @throws IllegalArgumentException if there is no port for something, or something is missing
   */
  Tensor join(Tensor x, double[] noise, Conditioning conditioning) {
    checkPictures(x);
    int pictures = x.shape().dim(0);
    if (noise.length != pictures || conditioning.size() != pictures) {
      throw new ShapeException(
          "uNet: %s holds %d pictures, but there are %d noise levels and %d labels;"
                  .formatted(x.shape(), pictures, noise.length, conditioning.size())
              + " give one of each per picture");
    }
    checkAugmentation(conditioning.augmentation());
    requirePort(
        ports.pictureChannels() > 0, conditioning.picture() != null, "a conditioning picture");
    requirePort(
        ports.pictureNoise(),
        conditioning.pictureNoise() != null,
        "the noise level of a conditioning picture");
    return ports.pictureChannels() == 0
        ? x
        : Tensor.concat(1, x, fitted(conditioning.picture(), x.shape()));
  }

  private void checkPictures(Tensor x) {
    boolean fits =
        x.shape().rank() == ports.places() + 2
            && x.shape().dim(1) == ports.channels()
            && x.shape().dim(-2) % spec.sizeMultiple() == 0
            && x.shape().dim(-1) % spec.sizeMultiple() == 0;
    if (!fits) {
      throw new ShapeException(
          "uNet: "
              + x.shape()
              + " does not fit; expected "
              + expected(ports.channels())
              + " with H and W multiples of "
              + spec.sizeMultiple());
    }
  }

  /** Without a label nothing was augmented, which is what zeros would say. */
  private void checkAugmentation(Tensor label) {
    if (label == null) {
      return;
    }
    requirePort(ports.augmentation() > 0, true, "an augmentation label");
    if (label.shape().rank() != 2 || label.shape().dim(1) != ports.augmentation()) {
      throw new ShapeException(
          "uNet: augmentation label %s does not fit; expected [N, %d]"
              .formatted(label.shape(), ports.augmentation()));
    }
  }

  private Tensor fitted(Tensor picture, Shape x) {
    Shape given = picture.shape();
    boolean fits =
        given.rank() == x.rank()
            && given.dim(1) == ports.pictureChannels()
            && (!ports.clips() || given.dim(2) == x.dim(2));
    if (!fits) {
      throw new ShapeException(
          "uNet: conditioning picture %s does not fit %s; expected %s of any height and width"
              .formatted(given, x, expected(ports.pictureChannels())));
    }
    boolean same = given.dim(-2) == x.dim(-2) && given.dim(-1) == x.dim(-1);
    return same ? picture : Resampling.bilinear(picture, false, x.dim(-2), x.dim(-1));
  }

  private String expected(int channels) {
    return "[N, " + channels + (ports.clips() ? ", L" : "") + ", H, W]";
  }

  private static void requirePort(boolean taken, boolean given, String what) {
    if (given && !taken) {
      throw new IllegalArgumentException(
          "the network takes no %s, and one was given; leave it out, or make the network with a port for it"
              .formatted(what.replaceFirst("^(a|an|the) ", "")));
    }
    if (taken && !given) {
      throw new IllegalArgumentException(
          "the network goes by %s, and none was given; add it to the conditioning".formatted(what));
    }
  }
}
