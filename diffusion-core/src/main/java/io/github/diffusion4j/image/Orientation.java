package io.github.diffusion4j.image;

import java.io.IOException;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/** The EXIF orientation, 1 to 8: how a camera was held, and so how its picture is to be turned. */
final class Orientation {
  static final int UPRIGHT = 1;

  private Orientation() {}

  /** Returns what a JPEG file says, or {@link #UPRIGHT} if it says nothing that can be read. */
  static int ofJpeg(byte[] file) {
    try {
      TiffImageMetadata exif = new JpegImageParser().getExifMetadata(ByteSource.array(file), null);
      TiffField field = exif == null ? null : exif.findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
      int value = field == null ? UPRIGHT : field.getIntValue();
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    } catch (IOException | RuntimeException | StackOverflowError brokenExif) {
      // The pixels decoded well; a broken note about them is no reason to lose them.
      return UPRIGHT;
    }
  }

  /** Turns and mirrors a stored picture to how it is to be seen. */
  static Image upright(Image stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    int width = orientation >= 5 ? stored.height() : stored.width();
    int height = orientation >= 5 ? stored.width() : stored.height();
    int right = stored.width() - 1;
    int bottom = stored.height() - 1;
    int channels = stored.channels();
    byte[] from = stored.shared();
    byte[] to = new byte[from.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sourceX =
            switch (orientation) {
              case 2, 3 -> right - x;
              case 4 -> x;
              case 5, 6 -> y;
              default -> right - y;
            };
        int sourceY =
            switch (orientation) {
              case 2 -> y;
              case 3, 4 -> bottom - y;
              case 5, 8 -> x;
              default -> bottom - x;
            };
        System.arraycopy(
            from,
            (sourceY * stored.width() + sourceX) * channels,
            to,
            (y * width + x) * channels,
            channels);
      }
    }
    return Image.wrap(width, height, channels, to);
  }
}
