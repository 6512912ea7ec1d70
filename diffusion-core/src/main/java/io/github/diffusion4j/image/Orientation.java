package io.github.diffusion4j.image;

import java.io.IOException;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/** The EXIF orientation, 1 to 8: how a camera was held, and so how its picture is to be turned. */
final class Orientation {
  static final int UPRIGHT = 1;

  private Orientation() {}

  /**
   * Returns what EXIF data says, or {@link #UPRIGHT} if it says nothing that can be read.
   *
   * @param exif a TIFF file without pixels, or null
   */
  static int ofExif(byte[] exif) {
    if (exif == null) {
      return UPRIGHT;
    }
    try {
      return ofDirectory(
          new TiffReader(false)
              .readFirstDirectory(ByteSource.array(exif), false, FormatCompliance.getDefault())
              .directories
              .get(0));
    } catch (IOException | RuntimeException | StackOverflowError brokenExif) {
      // The pixels may decode well; a broken note about them is no reason to lose them.
      return UPRIGHT;
    }
  }

  static int ofDirectory(TiffDirectory page) {
    try {
      TiffField field = page.findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
      int value = field == null ? UPRIGHT : field.getIntValue();
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    } catch (IOException | RuntimeException notANumber) {
      return UPRIGHT;
    }
  }

  /** Turns and mirrors a stored picture to how it is to be seen. */
  static Pixels upright(Pixels stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    int width = orientation >= 5 ? stored.height() : stored.width();
    int height = orientation >= 5 ? stored.width() : stored.height();
    int right = stored.width() - 1;
    int bottom = stored.height() - 1;
    int pixel = stored.bytesPerPixel();
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
        int at = (sourceY * stored.width() + sourceX) * pixel;
        System.arraycopy(from, at, to, (y * width + x) * pixel, pixel);
      }
    }
    return new Pixels(width, height, stored.channels(), stored.depth(), to);
  }
}
