package io.github.diffusion4j.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segments before a JPEG's pixels.
 *
 * @param essential the file without what makes no pixels. Of application segments only one that
 *     says how colours are stored is left: the platform's reader would convert by profiles, slowly
 *     and to other values than those stored, and guess where nothing is said
 * @param components the channels that are declared, 0 if that is not to be found
 * @param ycck whether four channels are stored as luma, chroma and black
 * @param exif a TIFF file without pixels, or null
 */
record JpegSegments(byte[] essential, int components, boolean ycck, byte[] exif) {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COMMENT = 0xFE;

  /** A JFIF segment: says luma and chroma. */
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /** Adobe's segment up to its last byte, the transform: 0 for none, 2 for YCCK. */
  private static final byte[] ADOBE = {
    (byte) 0xFF, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0
  };

  /** Splits a file. One that cannot be followed is kept as it is, for the decoder to complain. */
  static JpegSegments of(byte[] file) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    boolean jfif = false;
    int transform = -1;
    byte[] exif = null;
    byte[] frame = null;
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xFF) {
        // Any number of these may fill the space before a marker.
        at++;
        continue;
      }
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        break;
      }
      int length = 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
      if (length < 4 || length > file.length - at) {
        return new JpegSegments(file, 0, false, null);
      }
      byte[] body = Arrays.copyOfRange(file, at + 4, at + length);
      if (marker == APP0) {
        jfif |= starts(body, "JFIF\0");
      } else if (marker == APP1 && exif == null && starts(body, "Exif\0")) {
        exif = Arrays.copyOfRange(body, Math.min(6, body.length), body.length);
      } else if (marker == APP14 && starts(body, "Adobe") && body.length >= 12) {
        transform = body[11] & 0xFF;
      } else if (isFrame(marker) && frame == null) {
        frame = body;
      }
      if ((marker < APP0 || marker > APP15) && marker != COMMENT) {
        kept.write(file, at, length);
      }
      at += length;
    }
    int components = frame == null || frame.length < 6 ? 0 : frame[5];
    byte[] colours = colours(components, frame, jfif, transform);
    byte[] essential = new byte[2 + colours.length + kept.size() + file.length - at];
    System.arraycopy(file, 0, essential, 0, 2);
    System.arraycopy(colours, 0, essential, 2, colours.length);
    System.arraycopy(kept.toByteArray(), 0, essential, 2 + colours.length, kept.size());
    int rest = essential.length - (file.length - at);
    System.arraycopy(file, at, essential, rest, file.length - at);
    return new JpegSegments(essential, components, components == 4 && transform == 2, exif);
  }

  /**
   * Returns the one segment that says how colours are stored, by the rules of the IJG's library:
   * three channels are luma and chroma, but for Adobe's word or components named R, G and B where
   * there is no JFIF.
   */
  private static byte[] colours(int components, byte[] frame, boolean jfif, int transform) {
    if (components == 4) {
      return adobe(transform == 2 ? 2 : 0);
    }
    if (components == 3 && !jfif) {
      boolean named = frame.length >= 15 && frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B';
      if (transform == 0 || transform < 0 && named) {
        return adobe(0);
      }
    }
    return JFIF;
  }

  private static byte[] adobe(int transform) {
    byte[] segment = Arrays.copyOf(ADOBE, ADOBE.length + 1);
    segment[ADOBE.length] = (byte) transform;
    return segment;
  }

  /** Start of frame: C0 to CF without the tables C4 and CC and the reserved C8. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean starts(byte[] body, String word) {
    byte[] expected = word.getBytes(StandardCharsets.US_ASCII);
    return body.length >= expected.length
        && Arrays.equals(body, 0, expected.length, expected, 0, expected.length);
  }
}
