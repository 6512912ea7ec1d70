package io.github.diffusion4j.image;

import java.nio.charset.StandardCharsets;

/** File formats by their first bytes: a file's extension is only somebody's opinion. */
enum ImageFormat {
  PNG,
  JPEG,
  GIF,
  BMP,
  TIFF,
  PNM,
  WEBP,
  OTHER_PICTURE,
  UNKNOWN;

  static ImageFormat of(byte[] file) {
    if (starts(file, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (starts(file, 0, "GIF87a") || starts(file, 0, "GIF89a")) {
      return GIF;
    }
    // II or MM, then 42, or 43 for BigTIFF.
    if (starts(file, 0, "II*\0")
        || starts(file, 0, "MM\0*")
        || starts(file, 0, "II+\0")
        || starts(file, 0, "MM\0+")) {
      return TIFF;
    }
    if (file.length > 2 && file[0] == 'P' && file[1] >= '1' && file[1] <= '7' && file[2] <= ' ') {
      return PNM;
    }
    // Text may begin with "BM" as well; the size of a BMP's second header is below 256.
    if (starts(file, 0, "BM") && starts(file, 15, "\0\0\0")) {
      return BMP;
    }
    if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) {
      return WEBP;
    }
    return nameOfOther(file) == null ? UNKNOWN : OTHER_PICTURE;
  }

  /** Names a picture format that is known but not read, or returns null. */
  static String nameOfOther(byte[] file) {
    if (starts(file, 4, "ftypavif")) {
      return "AVIF";
    }
    if (starts(file, 4, "ftyphei") || starts(file, 4, "ftypmif1")) {
      return "HEIF";
    }
    if (starts(file, 4, "jP  ") || starts(file, 0, "\u00ff\u004f\u00ff\u0051")) {
      return "JPEG 2000";
    }
    if (starts(file, 0, "8BPS")) {
      return "Photoshop (PSD)";
    }
    if (starts(file, 0, "#?RADIANCE") || starts(file, 0, "#?RGBE")) {
      return "Radiance HDR";
    }
    if (starts(file, 0, "\0\0\1\0")) {
      return "Windows icon (ICO)";
    }
    if (starts(file, 0, "icns")) {
      return "Apple icon (ICNS)";
    }
    return null;
  }

  private static boolean starts(byte[] file, int at, String signature) {
    byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
    if (file.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (file[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
