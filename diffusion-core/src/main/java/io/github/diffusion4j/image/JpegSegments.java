package io.github.diffusion4j.image;

import java.io.ByteArrayOutputStream;

/** The segments before a JPEG's pixels. */
final class JpegSegments {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  /** APP2 holds colour profiles. */
  private static final int PROFILE = 0xE2;

  private JpegSegments() {}

  /**
   * Returns the file without colour profiles. The platform's reader would convert by them: slowly,
   * and to other values than those stored. A file that cannot be followed is returned as it is, for
   * the decoder to complain about.
   */
  static byte[] withoutProfile(byte[] file) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        break;
      }
      int length = 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
      if (marker == 0xFF || length < 4 || length > file.length - at) {
        return file;
      }
      if (marker != PROFILE) {
        kept.write(file, at, length);
      }
      at += length;
    }
    kept.write(file, at, file.length - at);
    return kept.size() == file.length ? file : kept.toByteArray();
  }
}
