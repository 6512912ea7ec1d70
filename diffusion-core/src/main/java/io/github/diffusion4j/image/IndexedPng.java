package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Objects;

/**
 * The numbers that a PNG of a palette stores, before they become colours, as segmentations are
 * kept; also the levels of a grey one of up to 8 bits. Immutable.
 */
public final class IndexedPng {
  private final int width;
  private final int height;
  private final byte[] numbers;

  private IndexedPng(int width, int height, byte[] numbers) {
    this.width = width;
    this.height = height;
    this.numbers = numbers;
  }

  /**
   * Reads a file within the limits that {@link ImageReader} keeps to.
   *
   * @throws UnreadableImageException if the file is no PNG of numbers, is broken, too large, or
   *     takes too long
   */
  public static IndexedPng read(byte[] file, String name, ReadOptions options)
      throws UnreadableImageException {
    ImageSource source = new ImageSource(file, name, options);
    return DecoderThreads.call(
        source, () -> ImageReader.guarded(source, ImageFormat.PNG, () -> decode(source)));
  }

  private static IndexedPng decode(ImageSource source)
      throws UnreadableImageException, IOException {
    if (ImageFormat.of(source.bytes()) != ImageFormat.PNG) {
      throw source.refuse(Kind.NOT_A_PICTURE, "it does not begin like a PNG");
    }
    PngChunks png = PngChunks.of(source);
    boolean grey = png.colourType() == PngChunks.GREY;
    if (png.colourType() != PngChunks.PALETTE && !grey || png.bitDepth() > 8) {
      throw source.refuse(
          Kind.UNSUPPORTED, "its pixels are colours, not numbers of a palette or grey levels");
    }
    Raster raster = PlatformReader.image(source, png.essential(), "png").getRaster();
    byte[] numbers = new byte[Pixels.length(png.width(), png.height(), 1, 8)];
    int[] row = new int[png.width()];
    for (int y = 0; y < png.height(); y++) {
      raster.getPixels(0, y, png.width(), 1, row);
      for (int x = 0; x < row.length; x++) {
        numbers[y * row.length + x] = (byte) row[x];
      }
    }
    return new IndexedPng(png.width(), png.height(), numbers);
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /**
   * Returns the number of the pixel in column x of row y, 0 to 255.
   *
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int number(int x, int y) {
    return numbers[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)] & 0xFF;
  }
}
