package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes baseline JPEG files, grey or RGB with chroma halved, which loses detail; PNG does not. */
public final class Jpeg {
  private Jpeg() {}

  /**
   * Encodes a picture.
   *
   * @param quality from 0, smallest, to 1, best
   * @throws IllegalArgumentException if the quality is outside, or a side has more than 65535
   *     pixels, which the format cannot say
   */
  public static byte[] encode(Image image, double quality) {
    if (!(quality >= 0 && quality <= 1)) {
      throw new IllegalArgumentException("the quality of a JPEG is 0 to 1, not " + quality);
    }
    if (image.width() > 65535 || image.height() > 65535) {
      throw new IllegalArgumentException(
          "a side of a JPEG has up to 65535 pixels; this is " + image + "; write a PNG");
    }
    ImageWriter writer = writer();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality((float) quality);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      BufferedImage buffered =
          image.channels() == 1 ? Buffers.grey(image) : Buffers.buffered(image);
      writer.write(null, new IIOImage(buffered, null, null), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing a JPEG to memory", impossible);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static ImageWriter writer() {
    Iterator<ImageWriterSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
    while (providers.hasNext()) {
      ImageWriterSpi provider = providers.next();
      if (provider.getClass().getModule() == ImageIO.class.getModule()
          && provider.getFormatNames()[0].equalsIgnoreCase("jpeg")) {
        try {
          return provider.createWriterInstance();
        } catch (IOException broken) {
          throw new UncheckedIOException("the JPEG writer of this Java runtime", broken);
        }
      }
    }
    throw new IllegalStateException("this Java runtime has no writer for JPEG");
  }
}
