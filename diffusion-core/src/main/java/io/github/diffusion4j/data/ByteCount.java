package io.github.diffusion4j.data;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class ByteCount {
  private ByteCount() {}

  /** Returns such as "512 bytes", "26.4 MB" or "1.5 GB", in powers of ten. */
  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
