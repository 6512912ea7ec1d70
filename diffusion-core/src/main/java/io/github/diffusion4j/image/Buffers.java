package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The bridge to java.awt: pixels out of and into its images without any colour conversion. */
final class Buffers {
  private Buffers() {}

  /**
   * Returns the pixels as ARGB, not multiplied by alpha.
   *
   * @throws IOException if the image is neither packed, indexed nor 8-bit grey or RGB
   */
  static int[] argb(BufferedImage image) throws IOException {
    ColorModel model = image.getColorModel();
    if (model instanceof DirectColorModel || model instanceof IndexColorModel) {
      return packed(image);
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (model.getComponentSize(0) != 8 || bands != 1 && bands != 3) {
      throw new IOException(bands + " channels of " + model.getComponentSize(0) + " bits");
    }
    // The raster, not getRGB: that would send grey through a linear colour space.
    int width = image.getWidth();
    int[] argb = new int[Math.multiplyExact(width, image.getHeight())];
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int red = row[x * bands];
        int green = bands == 3 ? row[x * 3 + 1] : red;
        int blue = bands == 3 ? row[x * 3 + 2] : red;
        argb[y * width + x] = 0xFF << 24 | red << 16 | green << 8 | blue;
      }
    }
    return argb;
  }

  private static int[] packed(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_INT_ARGB
        && image.getRaster().getDataBuffer() instanceof DataBufferInt data
        && data.getData().length == image.getWidth() * image.getHeight()) {
      return data.getData();
    }
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
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

  /** Returns the platform's own reader of a format, which every Java has. */
  static ImageReader reader(String format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IOException("this Java runtime has no reader for " + format);
    }
    return readers.next();
  }
}
