package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Windows;
import java.util.Arrays;
import java.util.Objects;

/**
 * A decoded picture at the depth of its file, 8 or 16 bits a sample: grey (1 channel), grey and
 * alpha (2), RGB (3) or RGB and alpha (4), row by row from the top left, alpha not multiplied into
 * the colours. Whatever is done to it is done at its depth; {@link #toImage} and {@link #fitted}
 * round to 8 bits at the end. Immutable.
 */
public final class Pixels {
  private final int width;
  private final int height;
  private final int channels;
  private final int depth;
  private final byte[] samples;

  /**
   * Keeps the array itself: for callers that never touch it again.
   *
   * @param samples [height, width, channels]; a sample of 16 bits is two bytes, the higher first
   */
  Pixels(int width, int height, int channels, int depth, byte[] samples) {
    if (width < 1 || height < 1 || channels < 1 || channels > 4 || depth != 8 && depth != 16) {
      throw new IllegalArgumentException(
          "pixels are 1 to 4 channels of 8 or 16 bits, not %dx%dx%d of %d"
              .formatted(width, height, channels, depth));
    }
    if (samples.length != length(width, height, channels, depth)) {
      throw new IllegalArgumentException(
          "%dx%dx%d samples of %d bits do not take %d bytes"
              .formatted(width, height, channels, depth, samples.length));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.depth = depth;
    this.samples = samples;
  }

  /** Returns how many bytes such pixels take. */
  static int length(int width, int height, int channels, int depth) {
    return Math.multiplyExact(Math.multiplyExact(width, height), channels * depth / 8);
  }

  /** Returns a picture's samples, shared with it. */
  public static Pixels of(Image image) {
    return new Pixels(image.width(), image.height(), image.channels(), 8, image.shared());
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns 1 for grey, 2 for grey and alpha, 3 for RGB, 4 for RGB and alpha. */
  public int channels() {
    return channels;
  }

  /** Returns the bits of a sample, 8 or 16. */
  public int depth() {
    return depth;
  }

  /** Returns one sample, 0 to 255 or 65535. */
  public int sample(int x, int y, int channel) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    Objects.checkIndex(channel, channels);
    return level((y * width + x) * channels + channel);
  }

  /** Returns the highest level there is, 255 or 65535. */
  int top() {
    return (1 << depth) - 1;
  }

  /** Returns the sample at an index into [height, width, channels]. */
  int level(int index) {
    return depth == 8
        ? samples[index] & 0xFF
        : (samples[2 * index] & 0xFF) << 8 | samples[2 * index + 1] & 0xFF;
  }

  /** Writes a sample as this class keeps it. */
  static void put(byte[] samples, int depth, int index, int level) {
    if (depth == 8) {
      samples[index] = (byte) level;
    } else {
      samples[2 * index] = (byte) (level >> 8);
      samples[2 * index + 1] = (byte) level;
    }
  }

  /** Returns the bytes themselves, not to be written to. */
  byte[] shared() {
    return samples;
  }

  int bytesPerPixel() {
    return channels * depth / 8;
  }

  /** Says whether an alpha channel is there. */
  public boolean hasAlpha() {
    return channels % 2 == 0;
  }

  /**
   * Resizes with antialiasing, as Pillow does it.
   *
   * @throws IllegalArgumentException if a side is below 1
   * @throws IllegalStateException if there is alpha, whose colours may not be averaged
   */
  public Pixels resized(int newWidth, int newHeight, Windows.Filter filter) {
    requireOpaque();
    return newWidth == width && newHeight == height
        ? this
        : Resampler.resize(this, newWidth, newHeight, filter);
  }

  /**
   * Returns the part that begins at (x, y).
   *
   * @throws IndexOutOfBoundsException if it is not within the picture
   */
  public Pixels cropped(int x, int y, int newWidth, int newHeight) {
    Objects.checkFromIndexSize(x, newWidth, width);
    Objects.checkFromIndexSize(y, newHeight, height);
    if (newWidth == width && newHeight == height) {
      return this;
    }
    int pixel = bytesPerPixel();
    byte[] part = new byte[newWidth * newHeight * pixel];
    for (int row = 0; row < newHeight; row++) {
      int from = ((y + row) * width + x) * pixel;
      System.arraycopy(samples, from, part, row * newWidth * pixel, newWidth * pixel);
    }
    return new Pixels(newWidth, newHeight, channels, depth, part);
  }

  private Pixels padded(int size, Placement place) {
    if (width == size && height == size) {
      return this;
    }
    int pixel = bytesPerPixel();
    byte[] whole = new byte[length(size, size, channels, depth)];
    for (int row = 0; row < height; row++) {
      int to = ((place.top() + row) * size + place.left()) * pixel;
      System.arraycopy(samples, row * width * pixel, whole, to, width * pixel);
    }
    return new Pixels(size, size, channels, depth, whole);
  }

  /**
   * Fits the picture to a square of {@code size} pixels a side by bicubic interpolation, and rounds
   * to 8 bits.
   *
   * @throws IllegalArgumentException if the size is below 1
   * @throws IllegalStateException if there is alpha
   */
  public Image fitted(int size, Fit fit) {
    Placement place = Placement.of(width, height, size, fit);
    return cropped(place.cropX(), place.cropY(), place.cropWidth(), place.cropHeight())
        .resized(place.width(), place.height(), Windows.Filter.BICUBIC)
        .padded(size, place)
        .toImage();
  }

  /**
   * Converts to grey (1, luma of ITU-R BT.601 as Pillow rounds it) or RGB (3, the grey three
   * times).
   *
   * @throws IllegalArgumentException if the number is not 1 or 3
   * @throws IllegalStateException if there is alpha
   */
  public Pixels withChannels(int newChannels) {
    Image.requireChannels(newChannels);
    requireOpaque();
    if (newChannels == channels) {
      return this;
    }
    byte[] converted = new byte[length(width, height, newChannels, depth)];
    for (int i = 0; i < width * height; i++) {
      if (newChannels == 1) {
        int luma = level(3 * i) * 19595 + level(3 * i + 1) * 38470 + level(3 * i + 2) * 7471;
        // At 16 bits the sum fills 32 bits, of which none is a sign.
        put(converted, depth, i, (luma + 0x8000) >>> 16);
      } else {
        for (int c = 0; c < 3; c++) {
          put(converted, depth, 3 * i + c, level(i));
        }
      }
    }
    return new Pixels(width, height, newChannels, depth, converted);
  }

  /** Returns the same with one channel if every pixel is grey. */
  Pixels greyIfGrey() {
    if (channels != 3) {
      return this;
    }
    for (int i = 0; i < width * height; i++) {
      if (level(3 * i) != level(3 * i + 1) || level(3 * i) != level(3 * i + 2)) {
        return this;
      }
    }
    byte[] grey = new byte[length(width, height, 1, depth)];
    for (int i = 0; i < width * height; i++) {
      put(grey, depth, i, level(3 * i));
    }
    return new Pixels(width, height, 1, depth, grey);
  }

  /**
   * Rounds to 8 bits: {@code level * 255 / 65535} to the nearest.
   *
   * @throws IllegalStateException if there is alpha
   */
  public Image toImage() {
    requireOpaque();
    if (depth == 8) {
      return Image.wrap(width, height, channels, samples);
    }
    byte[] rounded = new byte[samples.length / 2];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) reduce(level(i));
    }
    return Image.wrap(width, height, channels, rounded);
  }

  /** Returns {@code level * 255 / 65535}, rounded. */
  static int reduce(int level) {
    return (level * 255 + 32895) >> 16;
  }

  private void requireOpaque() {
    if (hasAlpha()) {
      throw new IllegalStateException(this + " are to be laid over a background first");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels pixels
        && width == pixels.width
        && height == pixels.height
        && channels == pixels.channels
        && depth == pixels.depth
        && Arrays.equals(samples, pixels.samples);
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, channels, depth, Arrays.hashCode(samples));
  }

  @Override
  public String toString() {
    return "%dx%d pixels of %d channels, %d bits".formatted(width, height, channels, depth);
  }
}
