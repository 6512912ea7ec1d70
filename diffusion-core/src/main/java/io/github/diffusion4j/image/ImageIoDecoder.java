package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, GIF and BMP with the platform's own readers: commons-imaging reads baseline JPEG
 * only, allocates every frame of a GIF before its size can be checked, reads no BMP that is stored
 * from the top down, and is off by up to 7 levels in 16-bit BMP.
 */
final class ImageIoDecoder {
  private ImageIoDecoder() {}

  static DecodedImage decodeJpeg(ImageSource source) throws UnreadableImageException, IOException {
    byte[] file = JpegSegments.withoutProfile(source.bytes());
    DecodedImage stored = decode(source, file, ImageFormat.JPEG);
    int orientation = Orientation.ofJpeg(source.bytes());
    return new DecodedImage(
        Orientation.upright(stored.image(), orientation), stored.format(), stored.mode());
  }

  static DecodedImage decodeGif(ImageSource source) throws UnreadableImageException, IOException {
    return decode(source, source.bytes(), ImageFormat.GIF);
  }

  static DecodedImage decodeBmp(ImageSource source) throws UnreadableImageException, IOException {
    ByteBuffer file = ByteBuffer.wrap(source.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (file.capacity() > 30 && file.get(14) >= 40) {
      // A negative height says that the rows are stored from the top down.
      source.requireSize(file.getInt(18), Math.abs((long) file.getInt(22)));
      if (file.get(30) == 4 || file.get(30) == 5) {
        // The picture inside has a size of its own that nobody has checked.
        throw source.refuse(Kind.UNSUPPORTED, "it is a JPEG or PNG inside a BMP; convert to PNG");
      }
    }
    return decode(source, source.bytes(), ImageFormat.BMP);
  }

  private static DecodedImage decode(ImageSource source, byte[] file, ImageFormat format)
      throws UnreadableImageException, IOException {
    ImageReader reader = Buffers.reader(format.name());
    AtomicReference<String> cutOff = new AtomicReference<>();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(new CutOffListener(cutOff));
      source.requireSize(reader.getWidth(0), reader.getHeight(0));
      BufferedImage decoded = reader.read(0);
      if (cutOff.get() != null) {
        throw source.refuse(Kind.CORRUPT, "the file is cut off (" + cutOff.get() + ")");
      }
      return new ArgbPixels(decoded.getWidth(), decoded.getHeight(), Buffers.argb(decoded), false)
          .over(format);
    } catch (IIOException refused) {
      if (String.valueOf(refused.getMessage()).startsWith("Unsupported Image Type")) {
        throw source.refuse(
            Kind.UNSUPPORTED, "its colours are not grey or RGB (CMYK?); convert to RGB", refused);
      }
      throw refused;
    } finally {
      reader.dispose();
    }
  }

  /** Decoders fill what is missing with grey and only warn; a picture half grey teaches nothing. */
  private record CutOffListener(AtomicReference<String> found) implements IIOReadWarningListener {
    @Override
    public void warningOccurred(ImageReader reader, String warning) {
      String lower = warning.toLowerCase(Locale.ROOT);
      if (lower.contains("premature") || lower.contains("truncated")) {
        found.set(warning);
      }
    }
  }
}
