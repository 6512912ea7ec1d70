package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Windows;
import java.util.Arrays;
import java.util.Objects;

/**
 * A picture of 8 bits a sample, grey (1 channel) or RGB (3 channels), row by row from the top left,
 * the channels of a pixel side by side. Immutable.
 */
public final class Image {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /**
   * Makes a picture from a copy of the samples.
   *
   * @param samples {@code height * width * channels} unsigned bytes
   * @throws IllegalArgumentException if a side is below 1, the channels are not 1 or 3, or the
   *     number of samples is another
   */
  public Image(int width, int height, int channels, byte[] samples) {
    this(samples.clone(), width, height, channels);
  }

  /** Keeps the array itself: for callers that never touch it again. */
  private Image(byte[] samples, int width, int height, int channels) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image has at least 1x1 pixels, not " + width + "x" + height);
    }
    requireChannels(channels);
    if ((long) width * height * channels != samples.length) {
      throw new IllegalArgumentException(
          "an image of %dx%dx%d has %d samples, not %d"
              .formatted(
                  width, height, channels, (long) width * height * channels, samples.length));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  static Image wrap(int width, int height, int channels, byte[] samples) {
    return new Image(samples, width, height, channels);
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns 1 for grey, 3 for RGB. */
  public int channels() {
    return channels;
  }

  /** Returns a copy of the samples, [height, width, channels], unsigned bytes. */
  public byte[] samples() {
    return samples.clone();
  }

  /** Returns one sample, 0 to 255. */
  public int sample(int x, int y, int channel) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    Objects.checkIndex(channel, channels);
    return samples[(y * width + x) * channels + channel] & 0xFF;
  }

  /** Returns the samples themselves, not to be written to. */
  byte[] shared() {
    return samples;
  }

  /** Returns the picture mirrored left to right. */
  public Image mirrored() {
    byte[] mirrored = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      int x = i / channels % width;
      mirrored[i] = samples[i + (width - 1 - 2 * x) * channels];
    }
    return new Image(mirrored, width, height, channels);
  }

  /**
   * Resizes by antialiased bicubic interpolation (Keys 1981 with a = -0.5), its support widened by
   * the scale when shrinking, as Pillow does it.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public Image resized(int newWidth, int newHeight) {
    return resized(newWidth, newHeight, Windows.Filter.BICUBIC);
  }

  /**
   * Resizes with antialiasing by any filter; {@code LANCZOS} has three lobes, as in Pillow.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public Image resized(int newWidth, int newHeight, Windows.Filter filter) {
    return newWidth == width && newHeight == height
        ? this
        : Pixels.of(this).resized(newWidth, newHeight, filter).toImage();
  }

  /**
   * Returns this picture with every pixel repeated: for looking at small ones.
   *
   * @param factor how often across and down, 1 or more
   * @throws IllegalArgumentException if the factor is below 1
   */
  public Image enlarged(int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("the factor is 1 or more, not " + factor);
    }
    byte[] large = new byte[Math.multiplyExact(samples.length, factor * factor)];
    int row = width * factor;
    for (int i = 0; i < large.length; i++) {
      int pixel = i / channels;
      int source = pixel / row / factor * width + pixel % row / factor;
      large[i] = samples[source * channels + i % channels];
    }
    return wrap(width * factor, height * factor, channels, large);
  }

  /**
   * Returns this picture with every square of pixels made one, their rounded mean.
   *
   * @param factor height and width of the squares, a divisor of both sides
   * @throws IllegalArgumentException if it is no divisor
   */
  public Image shrunken(int factor) {
    if (factor < 1 || width % factor != 0 || height % factor != 0) {
      throw new IllegalArgumentException(
          "the factor is " + factor + ", which does not divide the sides of " + this);
    }
    int newWidth = width / factor;
    int count = factor * factor;
    byte[] small = new byte[samples.length / count];
    for (int i = 0; i < small.length; i++) {
      int pixel = i / channels;
      int first = (pixel / newWidth * width + pixel % newWidth) * factor;
      int sum = 0;
      for (int j = 0; j < count; j++) {
        sum += samples[(first + j / factor * width + j % factor) * channels + i % channels] & 0xFF;
      }
      small[i] = (byte) ((2 * sum + count) / (2 * count));
    }
    return wrap(newWidth, height / factor, channels, small);
  }

  /**
   * Fits the picture to a square of {@code size} pixels a side, by bicubic interpolation.
   *
   * @throws IllegalArgumentException if the size is below 1
   */
  public Image fitted(int size, Fit fit) {
    return Pixels.of(this).fitted(size, fit);
  }

  /**
   * Returns the part of the picture that begins at (x, y).
   *
   * @throws IndexOutOfBoundsException if it reaches over an edge
   */
  public Image cropped(int x, int y, int newWidth, int newHeight) {
    Objects.checkFromIndexSize(x, newWidth, width);
    Objects.checkFromIndexSize(y, newHeight, height);
    return Pixels.of(this).cropped(x, y, newWidth, newHeight).toImage();
  }

  /**
   * Converts to grey (1, luma of ITU-R BT.601 as Pillow rounds it) or RGB (3, the grey three
   * times).
   *
   * @throws IllegalArgumentException if the number is not 1 or 3
   */
  public Image withChannels(int newChannels) {
    requireChannels(newChannels);
    return newChannels == channels ? this : Pixels.of(this).withChannels(newChannels).toImage();
  }

  /**
   * Writes the picture as [channels, height, width] numbers from -1 to 1 (sample / 127.5 - 1).
   *
   * @param target filled from {@code offset} on
   */
  public void toPlanar(float[] target, int offset) {
    int plane = width * height;
    Objects.checkFromIndexSize(offset, plane * channels, target.length);
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        target[offset + c * plane + i] = (samples[i * channels + c] & 0xFF) / 127.5f - 1;
      }
    }
  }

  /**
   * Makes a picture from [channels, height, width] numbers; -1 is 0, 1 is 255, values outside are
   * clamped, a NaN is black.
   */
  public static Image ofPlanar(float[] values, int offset, int channels, int height, int width) {
    requireChannels(channels);
    int plane = Math.multiplyExact(width, height);
    int count = Math.multiplyExact(plane, channels);
    Objects.checkFromIndexSize(offset, count, values.length);
    byte[] samples = new byte[count];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        int level = Math.round((values[offset + c * plane + i] + 1) * 127.5f);
        samples[i * channels + c] = (byte) Math.max(0, Math.min(255, level));
      }
    }
    return wrap(width, height, channels, samples);
  }

  static void requireChannels(int channels) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image has 1 channel (grey) or 3 (RGB), not " + channels);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && width == image.width
        && height == image.height
        && channels == image.channels
        && Arrays.equals(samples, image.samples);
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, channels, Arrays.hashCode(samples));
  }

  @Override
  public String toString() {
    return width + "x" + height + (channels == 1 ? " grey" : " RGB");
  }
}
