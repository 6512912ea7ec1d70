package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;

/** How much of a picture is kept at each pixel, from 0, nothing, to 1, all. */
final class Mask {
  private final int width;
  private final int height;
  private final double[] kept;

  /** A share by its place. */
  @FunctionalInterface
  interface Kept {
    double at(int x, int y);
  }

  /** A part of a picture, its right and bottom edges outside. */
  record Box(int left, int top, int right, int bottom) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    /** Returns the distance of a pixel to the nearest pixel inside, 0 if it is inside. */
    private double distance(int x, int y) {
      if (width() <= 0 || height() <= 0) {
        return Double.POSITIVE_INFINITY;
      }
      int across = Math.max(0, Math.max(left - x, x - right + 1));
      int down = Math.max(0, Math.max(top - y, y - bottom + 1));
      return Math.sqrt((double) across * across + (double) down * down);
    }
  }

  private Mask(int width, int height, double[] kept) {
    this.width = width;
    this.height = height;
    this.kept = kept;
  }

  static Mask of(int width, int height, Kept kept) {
    double[] all = new double[Math.multiplyExact(width, height)];
    for (int i = 0; i < all.length; i++) {
      all[i] = kept.at(i % width, i / width);
    }
    return new Mask(width, height, all);
  }

  /**
   * Keeps boxes whole, and less and less outside of them.
   *
   * @param feather pixels outside that something is kept of; 0 for hard edges
   */
  static Mask of(int width, int height, int feather, Box... boxes) {
    return of(
        width,
        height,
        (x, y) -> {
          double most = 0;
          for (Box box : boxes) {
            most = Math.max(most, 1 - box.distance(x, y) / (feather + 1));
          }
          return most;
        });
  }

  /** Returns the width of the soft edges that suit a picture: a sixteenth of its shorter side. */
  static int feather(Image picture) {
    return Math.max(1, Math.min(picture.width(), picture.height()) / 16);
  }

  double at(int x, int y) {
    return kept[y * width + x];
  }

  /** Returns the smallest box with all that is kept, of which there is something. */
  Box bounds() {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] > 0) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width + 1);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width + 1);
      }
    }
    return new Box(left, top, right, bottom);
  }

  /** Returns the share of a picture that is kept. */
  double share() {
    double sum = 0;
    for (double each : kept) {
      sum += each;
    }
    return sum / kept.length;
  }

  /**
   * Lays the kept part of one picture over another. Where 1 is kept it is one's sample exactly,
   * where 0 is the other's.
   */
  Image mix(Image over, Image under) {
    requireSize(over, under);
    int channels = Math.max(over.channels(), under.channels());
    byte[] upper = over.withChannels(channels).samples();
    byte[] lower = under.withChannels(channels).samples();
    for (int i = 0; i < upper.length; i++) {
      double share = kept[i / channels];
      upper[i] = (byte) Math.round(share * (upper[i] & 0xFF) + (1 - share) * (lower[i] & 0xFF));
    }
    return new Image(width, height, channels, upper);
  }

  private void requireSize(Image... pictures) {
    for (Image picture : pictures) {
      if (picture.width() != width || picture.height() != height) {
        throw new IllegalArgumentException(
            "a picture of %dx%d pixels is mixed with one of its size, not with %s; resize it"
                .formatted(width, height, picture));
      }
    }
  }
}
