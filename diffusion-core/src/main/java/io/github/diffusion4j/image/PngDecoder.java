package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.imaging.common.RgbBufferedImageFactory;
import org.apache.commons.imaging.formats.png.PngImageParser;
import org.apache.commons.imaging.formats.png.PngImagingParameters;

/**
 * Decodes PNG with every level exact. Up to 8 bits commons-imaging does the work; it would cut
 * 16-bit samples off, so those come from ImageIO's raster and are rounded here.
 */
final class PngDecoder {
  private PngDecoder() {}

  static DecodedImage decode(ImageSource source) throws UnreadableImageException, IOException {
    PngChunks png = PngChunks.of(source);
    return (png.bitDepth() == 16 ? deep(png) : shallow(png)).over(ImageFormat.PNG);
  }

  private static ArgbPixels shallow(PngChunks png) throws IOException {
    // Without this factory grey pictures pass through a linear grey colour space: 128 becomes 188.
    PngImagingParameters parameters =
        new PngImagingParameters().setBufferedImageFactory(new RgbBufferedImageFactory());
    BufferedImage decoded = new PngImageParser().getBufferedImage(png.essential(), parameters);
    int[] argb = Buffers.argb(decoded);
    if (png.key() != null) {
      int transparent = shallowKey(png);
      for (int i = 0; i < argb.length; i++) {
        argb[i] = argb[i] == transparent ? 0 : argb[i];
      }
    }
    return new ArgbPixels(png.width(), png.height(), argb, false);
  }

  /** Returns the transparent colour as the opaque pixel that it is decoded to. */
  private static int shallowKey(PngChunks png) {
    ByteBuffer key = ByteBuffer.wrap(png.key());
    int top = (1 << png.bitDepth()) - 1;
    int[] levels = new int[3];
    for (int i = 0; i < 3; i++) {
      int level = key.getShort(png.colourType() == PngChunks.GREY ? 0 : 2 * i) & top;
      levels[i] = level * 255 / top;
    }
    return 0xFF << 24 | levels[0] << 16 | levels[1] << 8 | levels[2];
  }

  private static ArgbPixels deep(PngChunks png) throws IOException {
    Raster raster = readRaster(png.essential());
    int bands = raster.getNumBands();
    int[] row = new int[png.width() * bands];
    int[] argb = new int[png.width() * png.height()];
    boolean coloured = bands >= 3;
    boolean alpha = bands == 2 || bands == 4;
    for (int y = 0; y < png.height(); y++) {
      raster.getPixels(0, y, png.width(), 1, row);
      for (int x = 0; x < png.width(); x++) {
        int red = row[x * bands];
        int green = coloured ? row[x * bands + 1] : red;
        int blue = coloured ? row[x * bands + 2] : red;
        int opacity = alpha ? row[x * bands + bands - 1] : 0xFFFF;
        if (isKey(png, red, green, blue)) {
          opacity = 0;
        }
        argb[y * png.width() + x] =
            reduce(opacity) << 24 | reduce(red) << 16 | reduce(green) << 8 | reduce(blue);
      }
    }
    return new ArgbPixels(png.width(), png.height(), argb, true);
  }

  private static boolean isKey(PngChunks png, int red, int green, int blue) {
    if (png.key() == null) {
      return false;
    }
    ByteBuffer key = ByteBuffer.wrap(png.key());
    boolean grey = png.colourType() == PngChunks.GREY;
    return red == (key.getShort(0) & 0xFFFF)
        && (grey || green == (key.getShort(2) & 0xFFFF) && blue == (key.getShort(4) & 0xFFFF));
  }

  /** Returns {@code level * 255 / 65535}, rounded. */
  static int reduce(int level) {
    return (level * 255 + 32895) >> 16;
  }

  private static Raster readRaster(byte[] file) throws IOException {
    ImageReader reader = Buffers.reader("png");
    try {
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
      return reader.read(0).getRaster();
    } finally {
      reader.dispose();
    }
  }
}
