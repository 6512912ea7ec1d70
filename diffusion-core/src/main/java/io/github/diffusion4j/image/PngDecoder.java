package io.github.diffusion4j.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes PNG with every level exact: the platform's reader fills a raster with the numbers that
 * the file stores, and what they mean is decided here. commons-imaging would cut 16 bits to 8.
 */
final class PngDecoder {
  private PngDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    PngChunks png = PngChunks.of(source);
    Raster raster = PlatformReader.image(source, png.essential(), "png").getRaster();
    return new StoredImage(pixels(png, raster), Orientation.ofExif(png.exif()));
  }

  private static Pixels pixels(PngChunks png, Raster raster) throws IOException {
    if (png.colourType() == PngChunks.PALETTE) {
      return Palette.of(png.palette(), png.transparency()).pixels(raster);
    }
    if (png.transparency() != null || png.bitDepth() < 8) {
      return scaled(png, raster);
    }
    byte[] samples = Buffers.samples(raster, png.bitDepth());
    return new Pixels(png.width(), png.height(), raster.getNumBands(), png.bitDepth(), samples);
  }

  /** Stretches the levels of 1, 2 and 4 bits to 8, and makes one colour transparent. */
  private static Pixels scaled(PngChunks png, Raster raster) {
    int width = png.width();
    int bands = raster.getNumBands();
    boolean keyed = png.transparency() != null;
    int channels = bands + (keyed ? 1 : 0);
    int depth = png.bitDepth() == 16 ? 16 : 8;
    int scale = png.bitDepth() < 8 ? 255 / ((1 << png.bitDepth()) - 1) : 1;
    byte[] samples = new byte[Pixels.length(width, png.height(), channels, depth)];
    int[] row = new int[width * bands];
    int[] key = keyed ? key(png, bands) : new int[0];
    for (int y = 0; y < png.height(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        boolean transparent = keyed;
        for (int c = 0; c < bands; c++) {
          int level = row[x * bands + c];
          transparent = transparent && level == key[c];
          Pixels.put(samples, depth, at + c, level * scale);
        }
        if (keyed) {
          Pixels.put(samples, depth, at + bands, transparent ? 0 : 0xFFFF);
        }
      }
    }
    return new Pixels(width, png.height(), channels, depth, samples);
  }

  private static int[] key(PngChunks png, int bands) {
    int[] key = new int[bands];
    for (int c = 0; c < bands; c++) {
      key[c] = ByteBuffer.wrap(png.transparency()).getShort(2 * c) & ((1 << png.bitDepth()) - 1);
    }
    return key;
  }
}
