package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;

/**
 * Decodes the first page of a TIFF. The platform's reader keeps 16 bits and knows alpha beside
 * grey; commons-imaging reads BigTIFF, up to 8 bits.
 */
final class TiffDecoder {
  private static final int UNSIGNED = 1;
  private static final int BIG = 43;

  private TiffDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    byte[] file = source.bytes();
    boolean big = file[2] == BIG || file[3] == BIG;
    TiffDirectory page;
    try {
      page =
          new TiffReader(false)
              .readFirstDirectory(
                  ByteSource.array(file, source.name()), false, FormatCompliance.getDefault())
              .directories
              .get(0);
    } catch (ImagingException | RuntimeException unread) {
      if (big) {
        throw unread;
      }
      // The platform's reader checks the size itself, before it decodes.
      return StoredImage.upright(platform(source));
    }
    requireSizes(source, page);
    int depth =
        Arrays.stream(values(page, TiffTagConstants.TIFF_TAG_BITS_PER_SAMPLE)).max().orElse(1);
    boolean unsigned =
        Arrays.stream(values(page, TiffTagConstants.TIFF_TAG_SAMPLE_FORMAT))
            .allMatch(format -> format == UNSIGNED);
    if (depth > 16 || depth > 8 && (big || depth != 16) || !unsigned) {
      // Such samples would be cut off or stretched without a word.
      throw source.refuse(
          Kind.UNSUPPORTED,
          "its samples are %s of %d bits; convert to PNG, or to TIFF of 8 or 16 bits"
              .formatted(unsigned ? "numbers" : "signed or floating-point numbers", depth));
    }
    return new StoredImage(big ? commons(source) : platform(source), Orientation.ofDirectory(page));
  }

  private static void requireSizes(ImageSource source, TiffDirectory page)
      throws UnreadableImageException, IOException {
    source.requireSize(
        value(page, TiffTagConstants.TIFF_TAG_IMAGE_WIDTH, 0),
        value(page, TiffTagConstants.TIFF_TAG_IMAGE_LENGTH, 0));
    // Tiles are allocated whole, and may be larger than the picture they are cut to.
    source.requireSize(
        value(page, TiffTagConstants.TIFF_TAG_TILE_WIDTH, 1),
        value(page, TiffTagConstants.TIFF_TAG_TILE_LENGTH, 1));
  }

  private static Pixels platform(ImageSource source) throws UnreadableImageException, IOException {
    return Buffers.pixels(PlatformReader.image(source, source.bytes(), "tiff"));
  }

  private static Pixels commons(ImageSource source) throws IOException {
    BufferedImage image =
        new TiffImageParser()
            .getBufferedImage(ByteSource.array(source.bytes(), source.name()), null);
    return Buffers.pixels(image);
  }

  private static int value(TiffDirectory page, TagInfo tag, int otherwise) throws ImagingException {
    TiffField field = page.findField(tag);
    return field == null ? otherwise : field.getIntValue();
  }

  private static int[] values(TiffDirectory page, TagInfo tag) throws ImagingException {
    TiffField field = page.findField(tag);
    return field == null ? new int[0] : field.getIntArrayValue();
  }
}
