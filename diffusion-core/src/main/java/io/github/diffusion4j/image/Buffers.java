package io.github.diffusion4j.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/** The bridge to java.awt: pixels out of and into its images without any colour conversion. */
final class Buffers {
  private static final int[] RGB = {0, 1, 2};
  private static final int[] BGR = {2, 1, 0};

  private Buffers() {}

  /**
   * Returns the levels that an image stores.
   *
   * @throws IOException if they are not 8 or 16 bits of grey, RGB or CMYK, packed or by a palette
   */
  static Pixels pixels(BufferedImage image) throws IOException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return Palette.of(palette).pixels(image.getRaster());
    }
    if (!(model instanceof ComponentColorModel)) {
      return packed(image);
    }
    // The raster, not getRGB: that would send grey through a linear colour space.
    Raster raster = image.getRaster();
    int colours = raster.getNumBands() - (model.hasAlpha() ? 1 : 0);
    int depth = depth(model, raster);
    boolean cmyk = model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    int expected =
        switch (model.getColorSpace().getType()) {
          case ColorSpace.TYPE_GRAY -> 1;
          case ColorSpace.TYPE_RGB -> 3;
          case ColorSpace.TYPE_CMYK -> 4;
          default -> -1;
        };
    if (colours != expected || cmyk && (depth != 8 || model.hasAlpha())) {
      throw new IOException(
          raster.getNumBands() + " channels that are neither grey, RGB nor 8-bit CMYK");
    }
    byte[] samples = samples(raster, depth);
    if (cmyk) {
      return Cmyk.pixels(raster.getWidth(), raster.getHeight(), samples);
    }
    Pixels pixels =
        new Pixels(raster.getWidth(), raster.getHeight(), raster.getNumBands(), depth, samples);
    return model.isAlphaPremultiplied() ? Alpha.divided(pixels) : pixels;
  }

  private static int depth(ColorModel model, Raster raster) throws IOException {
    int depth =
        switch (raster.getTransferType()) {
          case DataBuffer.TYPE_BYTE -> 8;
          case DataBuffer.TYPE_USHORT -> 16;
          default -> -1;
        };
    for (int bits : model.getComponentSize()) {
      if (bits != depth) {
        throw new IOException("samples of " + bits + " bits");
      }
    }
    return depth;
  }

  private static Pixels packed(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = image.getColorModel().hasAlpha() ? 4 : 3;
    byte[] samples = new byte[Pixels.length(width, height, channels, 8)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        samples[at] = (byte) (row[x] >> 16);
        samples[at + 1] = (byte) (row[x] >> 8);
        samples[at + 2] = (byte) row[x];
        if (channels == 4) {
          samples[at + 3] = (byte) (row[x] >> 24);
        }
      }
    }
    return new Pixels(width, height, channels, 8, samples);
  }

  /** Returns all samples of a raster as {@link Pixels} keep them. */
  static byte[] samples(Raster raster, int depth) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    byte[] samples = new byte[Pixels.length(width, raster.getHeight(), bands, depth)];
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && raster.getSampleModelTranslateX() == 0
        && raster.getSampleModelTranslateY() == 0) {
      if (depth == 8 && raster.getDataBuffer() instanceof DataBufferByte data) {
        interleaved(raster, model, data, samples);
        return samples;
      }
      if (depth == 16 && raster.getDataBuffer() instanceof DataBufferUShort data) {
        interleaved(raster, model, data, samples);
        return samples;
      }
    }
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int i = 0; i < row.length; i++) {
        Pixels.put(samples, depth, y * row.length + i, row[i]);
      }
    }
    return samples;
  }

  private static void interleaved(
      Raster raster, PixelInterleavedSampleModel model, DataBufferByte data, byte[] samples) {
    byte[] from = data.getData();
    int[] bands = model.getBandOffsets();
    int width = raster.getWidth();
    boolean packed = model.getPixelStride() == bands.length;
    for (int y = 0; y < raster.getHeight(); y++) {
      int at = data.getOffset() + y * model.getScanlineStride();
      int to = y * width * bands.length;
      if (packed && Arrays.equals(bands, RGB)) {
        System.arraycopy(from, at, samples, to, 3 * width);
      } else if (packed && Arrays.equals(bands, BGR)) {
        // What every JPEG comes as.
        for (int end = at + 3 * width; at < end; at += 3, to += 3) {
          samples[to] = from[at + 2];
          samples[to + 1] = from[at + 1];
          samples[to + 2] = from[at];
        }
      } else {
        for (int x = 0; x < width; x++, at += model.getPixelStride()) {
          for (int band : bands) {
            samples[to++] = from[at + band];
          }
        }
      }
    }
  }

  private static void interleaved(
      Raster raster, PixelInterleavedSampleModel model, DataBufferUShort data, byte[] samples) {
    short[] from = data.getData();
    int[] bands = model.getBandOffsets();
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int at = data.getOffset() + y * model.getScanlineStride();
      for (int x = 0; x < raster.getWidth(); x++, at += model.getPixelStride()) {
        for (int band : bands) {
          Pixels.put(samples, 16, to++, from[at + band]);
        }
      }
    }
  }

  /** Returns the picture as packed RGB, which writers take without converting it. */
  static BufferedImage buffered(Image image) {
    int width = image.width();
    BufferedImage buffered = new BufferedImage(width, image.height(), BufferedImage.TYPE_INT_RGB);
    byte[] samples = image.shared();
    int channels = image.channels();
    int[] row = new int[width];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        int red = samples[at] & 0xFF;
        int green = samples[at + (channels == 3 ? 1 : 0)] & 0xFF;
        int blue = samples[at + (channels == 3 ? 2 : 0)] & 0xFF;
        row[x] = red << 16 | green << 8 | blue;
      }
      buffered.getRaster().setDataElements(0, y, width, 1, row);
    }
    return buffered;
  }

  /** Returns a grey picture with the levels that it has, whatever grey means to java.awt. */
  static BufferedImage grey(Image image) {
    int width = image.width();
    BufferedImage grey = new BufferedImage(width, image.height(), BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setDataElements(0, 0, width, image.height(), image.shared());
    return grey;
  }
}
