package io.github.diffusion4j.train;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Rotation;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * Varies training pictures as a recipe says: crops and enlarges, turns, turns upside down, changes
 * colours, in this order. What is done to a picture follows from the seed and its position in the
 * run, whatever thread does it. Thread-safe.
 *
 * @param spec how far it may go
 * @param seed of the run
 */
record PictureAugmentation(AugmentationSpec spec, long seed) {
  /** What was drawn for one picture. */
  record Drawn(
      double share,
      double across,
      double down,
      double degrees,
      boolean upsideDown,
      ColourChange colours) {}

  /**
   * Draws always the same numbers, so that switching one change on leaves the others as they were.
   */
  Drawn draw(long position) {
    RandomStream stream = RandomStream.of(seed, "picture-augmentation", position);
    double share = spec.cropMin() + (spec.cropMax() - spec.cropMin()) * stream.nextDouble();
    double across = stream.nextDouble();
    double down = stream.nextDouble();
    double degrees = spec.rotation() * signed(stream);
    boolean upsideDown = stream.nextDouble() < 0.5;
    return new Drawn(
        share,
        across,
        down,
        degrees,
        spec.verticalFlip() && upsideDown,
        new ColourChange(
            factor(stream, spec.brightness()),
            factor(stream, spec.contrast()),
            factor(stream, spec.saturation()),
            spec.hue() * signed(stream)));
  }

  private static double signed(RandomStream stream) {
    return 2 * stream.nextDouble() - 1;
  }

  private static double factor(RandomStream stream, double most) {
    return Math.max(0, 1 + most * signed(stream));
  }

  /**
   * Writes a varied picture as {@code [C, H, W]} numbers from -1 to 1.
   *
   * @param target filled from the offset on
   */
  void write(Image picture, long position, float[] target, int offset) {
    Drawn drawn = draw(position);
    int size = picture.width();
    int plane = size * size;
    cropped(picture, drawn).toPlanar(target, offset);
    for (int c = 0; c < picture.channels(); c++) {
      int start = offset + c * plane;
      if (drawn.degrees != 0) {
        turn(target, start, size, drawn.degrees);
      }
      if (drawn.upsideDown) {
        turnOver(target, start, size);
      }
    }
    drawn.colours.apply(target, offset, plane, picture.channels());
  }

  /** A part of whole pixels, enlarged again by bicubic interpolation. */
  private static Image cropped(Image picture, Drawn drawn) {
    int size = picture.width();
    int side = (int) Math.max(1, Math.round(size * drawn.share));
    int left = (int) (drawn.across * (size - side + 1));
    int top = (int) (drawn.down * (size - side + 1));
    return picture.cropped(left, top, side, side).resized(size, size);
  }

  private static void turn(float[] pixels, int offset, int size, double degrees) {
    float[] turned = new float[size * size];
    float[] before = Arrays.copyOfRange(pixels, offset, offset + size * size);
    Rotation.turn(before, turned, 0, size, degrees);
    for (int i = 0; i < turned.length; i++) {
      // The interpolation overshoots at edges.
      pixels[offset + i] = Math.max(-1, Math.min(1, turned[i]));
    }
  }

  private static void turnOver(float[] pixels, int offset, int size) {
    for (int y = 0; y < size / 2; y++) {
      for (int x = 0; x < size; x++) {
        int above = offset + y * size + x;
        int below = offset + (size - 1 - y) * size + x;
        float pixel = pixels[above];
        pixels[above] = pixels[below];
        pixels[below] = pixel;
      }
    }
  }
}
