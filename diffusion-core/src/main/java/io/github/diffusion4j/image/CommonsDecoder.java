package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.imaging.AbstractImageParser;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.pnm.PnmImageParser;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;

/** Decodes TIFF and PNM with commons-imaging. */
final class CommonsDecoder {
  private CommonsDecoder() {}

  static DecodedImage decodePnm(ImageSource source) throws UnreadableImageException, IOException {
    // A number in text that ends with the file is not taken for complete without white space.
    byte[] file = Arrays.copyOf(source.bytes(), source.bytes().length + 1);
    file[file.length - 1] = '\n';
    ImageSource ended = new ImageSource(file, source.name(), source.maxPixels());
    PnmImageParser parser = new PnmImageParser();
    Dimension declared = parser.getImageSize(bytes(ended), null);
    source.requireSize(declared.width, declared.height);
    return decode(ended, ImageFormat.PNM, parser);
  }

  static DecodedImage decodeTiff(ImageSource source) throws UnreadableImageException, IOException {
    TiffDirectory page =
        new TiffReader(false)
            .readFirstDirectory(bytes(source), false, FormatCompliance.getDefault())
            .directories
            .get(0);
    source.requireSize(
        value(page, TiffTagConstants.TIFF_TAG_IMAGE_WIDTH, 0),
        value(page, TiffTagConstants.TIFF_TAG_IMAGE_LENGTH, 0));
    // Tiles are allocated whole, and may be larger than the picture they are cut to.
    source.requireSize(
        value(page, TiffTagConstants.TIFF_TAG_TILE_WIDTH, 1),
        value(page, TiffTagConstants.TIFF_TAG_TILE_LENGTH, 1));
    TiffField depths = page.findField(TiffTagConstants.TIFF_TAG_BITS_PER_SAMPLE);
    for (int depth : depths == null ? new int[0] : depths.getIntArrayValue()) {
      if (depth > 8) {
        // Deeper samples would be cut off or stretched without a word.
        throw source.refuse(
            Kind.UNSUPPORTED,
            "its samples have " + depth + " bits; convert to 8-bit TIFF or to PNG");
      }
    }
    return decode(source, ImageFormat.TIFF, new TiffImageParser());
  }

  private static int value(TiffDirectory page, TagInfo tag, int otherwise) throws ImagingException {
    TiffField field = page.findField(tag);
    return field == null ? otherwise : field.getIntValue();
  }

  private static DecodedImage decode(
      ImageSource source, ImageFormat format, AbstractImageParser<?> parser)
      throws UnreadableImageException, IOException {
    BufferedImage decoded = parser.getBufferedImage(bytes(source), null);
    return new ArgbPixels(decoded.getWidth(), decoded.getHeight(), Buffers.argb(decoded), false)
        .over(format);
  }

  private static ByteSource bytes(ImageSource source) {
    return ByteSource.array(source.bytes(), source.name());
  }
}
