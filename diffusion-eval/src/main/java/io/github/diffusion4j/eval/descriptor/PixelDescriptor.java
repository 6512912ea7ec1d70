package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;

/**
 * The pixels themselves: samples from 0 to 1, {@code [channels, side, side]}, each divided by the
 * square root of their number, so that Euclidean distances are the normalised L2 of Carlini et al.
 * 2023, {@code sqrt(sum (a_i - b_i)^2 / d)}.
 *
 * <p>It finds copies that are pixel for pixel nearly alike, on small pictures well. It cannot see
 * one that is moved, cropped or recoloured, and pictures of little texture are near to all.
 *
 * @param side to which pictures are cropped square and resized
 * @param channels 1 for grey, 3 for RGB
 */
public record PixelDescriptor(int side, int channels) implements Descriptor {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the side is below 1 or channels are not 1 or 3
   */
  public PixelDescriptor {
    if (side < 1 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "pixels of side %d and %d channels; the side is at least 1, channels are 1 or 3"
              .formatted(side, channels));
    }
  }

  @Override
  public DescriptorIdentity identity() {
    return DescriptorIdentity.of(
        "pixels",
        "%dx%d %s, cropped, bicubic, [0, 1]".formatted(side, side, channels == 1 ? "grey" : "RGB"));
  }

  @Override
  public double[] describe(Image picture) {
    double[] values = levels(picture);
    double scale = 255 * Math.sqrt(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] /= scale;
    }
    return values;
  }

  /** Returns the samples that {@link #describe} divides: whole numbers from 0 to 255. */
  public double[] levels(Image picture) {
    Image fitted = picture.fitted(side, Fit.CROP).withChannels(channels);
    double[] levels = new double[channels * side * side];
    for (int i = 0; i < levels.length; i++) {
      int pixel = i % (side * side);
      levels[i] = fitted.sample(pixel % side, pixel / side, i / (side * side));
    }
    return levels;
  }
}
