package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Reads the first picture of a file with a reader of ImageIO that is chosen, not found. */
final class PlatformReader {
  /** Those of the Java runtime by the name of a format. */
  private static final Map<String, ImageReaderSpi> PROVIDERS = providers();

  private PlatformReader() {}

  /** What is done with a reader whose picture has the size that it may have. */
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Reads an image with the Java runtime's own reader, whatever else is on the class path. */
  static BufferedImage image(ImageSource source, byte[] file, String format)
      throws UnreadableImageException, IOException {
    return read(source, file, reader(format), reader -> reader.read(0));
  }

  /** Reads an image with another reader. */
  static BufferedImage image(ImageSource source, byte[] file, ImageReader with)
      throws UnreadableImageException, IOException {
    return read(source, file, with, reader -> reader.read(0));
  }

  /** Reads samples as they are stored, before any conversion of colours. */
  static Raster raster(ImageSource source, byte[] file, String format)
      throws UnreadableImageException, IOException {
    return read(source, file, reader(format), reader -> reader.readRaster(0, null));
  }

  private static <T> T read(ImageSource source, byte[] file, ImageReader reader, Reading<T> reading)
      throws UnreadableImageException, IOException {
    AtomicReference<String> cutOff = new AtomicReference<>();
    try (FileInput in = new FileInput(file)) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(new CutOffListener(cutOff));
      source.requireSize(reader.getWidth(0), reader.getHeight(0));
      T decoded = reading.of(reader);
      if (cutOff.get() != null) {
        throw source.refuse(Kind.CORRUPT, "the file is cut off (" + cutOff.get() + ")");
      }
      return decoded;
    } catch (IIOException refused) {
      if (String.valueOf(refused.getMessage()).startsWith("Unsupported Image Type")) {
        throw source.refuse(
            Kind.UNSUPPORTED,
            "its colours are neither grey, RGB nor CMYK; convert to RGB",
            refused);
      }
      throw refused;
    } finally {
      reader.dispose();
    }
  }

  /** Returns a new reader of the Java runtime for a format. */
  static ImageReader reader(String format) throws IOException {
    ImageReaderSpi provider = PROVIDERS.get(format);
    if (provider == null) {
      throw new IOException("this Java runtime has no reader for " + format);
    }
    return provider.createReaderInstance();
  }

  /** Looking them up takes as long as decoding a small picture. */
  private static Map<String, ImageReaderSpi> providers() {
    Map<String, ImageReaderSpi> providers = new HashMap<>();
    IIORegistry.getDefaultInstance()
        .getServiceProviders(
            ImageReaderSpi.class,
            provider -> provider.getClass().getModule() == ImageIO.class.getModule(),
            false)
        .forEachRemaining(
            provider -> {
              for (String name : provider.getFormatNames()) {
                providers.put(name, provider);
              }
            });
    return Map.copyOf(providers);
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
