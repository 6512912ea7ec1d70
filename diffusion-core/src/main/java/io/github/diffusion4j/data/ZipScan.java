package io.github.diffusion4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The pictures of an archive by name.
 *
 * @param entries by their names, with '/' between the parts
 * @param refused entries that are not to be read
 * @param ignored how many files are no pictures by their names
 */
record ZipScan(SortedMap<String, ZipEntry> entries, List<Unreadable> refused, int ignored) {

  static ZipScan of(Path file, ZipFile zip, ZipLimits limits) {
    SortedMap<String, ZipEntry> entries = new TreeMap<>();
    List<Unreadable> refused = new ArrayList<>();
    int ignored = 0;
    long total = 0;
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      // Some tools for Windows write their own separator.
      String name = entry.getName().replace('\\', '/');
      requireInside(file, name);
      if (entry.isDirectory() || name.endsWith("/") || PictureNames.isHidden(name)) {
        continue;
      }
      if (!PictureNames.isPicture(name)) {
        ignored++;
      } else if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
        refused.add(new Unreadable(name, "corrupt", "the archive does not declare its size"));
      } else if (entries.putIfAbsent(name, entry) != null) {
        refused.add(new Unreadable(name, "duplicate", "the archive has two files of this name"));
      } else {
        total += entry.getSize();
        requireWithin(file, limits, entries.size(), total);
      }
    }
    if (entries.isEmpty() && refused.isEmpty()) {
      throw new DataException(
          "No pictures in "
              + file
              + (ignored == 0
                  ? ": the archive is empty."
                  : ": none of its files is one by its name.")
              + " It is to hold PNG, JPEG, GIF, BMP, TIFF or PNM files, classes as folders.");
    }
    return new ZipScan(entries, refused, ignored);
  }

  /** Nothing is unpacked to disk, but an archive with such names was made to do harm. */
  private static void requireInside(Path file, String name) {
    if (name.startsWith("/")
        || name.matches("[A-Za-z]:.*")
        || Arrays.asList(name.split("/")).contains("..")) {
      throw new DataException(
          file
              + " holds a file named '"
              + Unreadable.printable(name)
              + "', which leads out of the archive. Such an archive is not read at all.");
    }
  }

  private static void requireWithin(Path file, ZipLimits limits, int count, long bytes) {
    if (count > limits.entries() || bytes > limits.totalBytes()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s declares more than %,d pictures or %s unpacked. Unpack it and give the folder.",
              file,
              limits.entries(),
              ByteCount.text(limits.totalBytes())));
    }
  }
}
