package io.github.diffusion4j.data;

import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Lists the files of a ZIP. */
final class ZipScan {
  private ZipScan() {}

  static Listing<ZipEntry> of(Path file, ZipFile zip, ArchiveLimits limits) {
    Listing<ZipEntry> listing = new Listing<>();
    int count = 0;
    long total = 0;
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      String name = Listing.normal(entry.getName());
      if (entry.isDirectory() || name.endsWith("/")) {
        continue;
      }
      if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
        listing.refuse(name, "corrupt", "the archive does not declare its size");
      } else if (listing.addEntry(name, entry)) {
        total += entry.getSize();
      }
      limits.requireWithin(file, ++count, total);
    }
    return listing;
  }
}
