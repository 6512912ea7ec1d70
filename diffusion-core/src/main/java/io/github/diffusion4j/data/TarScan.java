package io.github.diffusion4j.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Lists the files of a TAR by reading its headers only. */
final class TarScan {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;

  /** A name, links and extended attributes; more is no honest header. */
  private static final int MOST_HEADER_BYTES = 1 << 20;

  private final Path file;
  private final ChannelInput in;
  private final ArchiveLimits limits;
  private final Listing<Member> listing = new Listing<>();
  private int count;
  private long total;

  private TarScan(Path file, FileChannel bytes, ArchiveLimits limits) throws IOException {
    this.file = file;
    this.in = new ChannelInput(bytes);
    this.limits = limits;
  }

  /**
   * Where the bytes of a file begin, and how many there are.
   *
   * @param offset from the beginning of the unpacked archive
   */
  record Member(long offset, long bytes) {}

  /** Tells whether bytes are the header of a TAR, of which the checksum is the only sign. */
  static boolean isHeader(byte[] start) {
    try {
      return start.length >= BLOCK && start[0] != 0 && TarUtils.verifyCheckSum(start);
    } catch (IllegalArgumentException noNumber) {
      return false;
    }
  }

  /**
   * Lists what can be found. If a header is broken, what was found before it stays, and the fault
   * is listed under the archive's name.
   *
   * @throws DataException if it does not begin like a TAR, or holds too much
   */
  static Listing<Member> of(Path file, FileChannel bytes, ArchiveLimits limits) throws IOException {
    TarScan scan = new TarScan(file, bytes, limits);
    try {
      scan.list();
    } catch (DataException told) {
      throw told;
    } catch (IOException | RuntimeException broken) {
      // commons-compress throws unchecked exceptions at some numbers.
      scan.breakOff(broken);
    }
    return scan.listing;
  }

  private void list() throws IOException {
    for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
      limits.requireWithin(file, ++count, total);
      String name = Listing.normal(entry.getName());
      if (!entry.isCheckSumOK()) {
        throw new IOException("a header's checksum is wrong");
      }
      if (entry.isSparse()) {
        throw new IOException("'" + name + "' is stored as a sparse file; pack it as it is");
      }
      if (entry.isDirectory()) {
        continue;
      }
      long bytes = entry.getSize();
      if (bytes < 0 || bytes > in.remaining()) {
        throw new IOException("it ends inside of '" + name + "'");
      }
      if (entry.isLink() || entry.isSymbolicLink()) {
        listing.refuse(name, "link", "links in an archive are not followed");
      } else if (!isPlain(entry)) {
        listing.ignore(1);
      } else if (listing.addEntry(name, new Member(in.position(), bytes))) {
        total += bytes;
      }
      in.skipBlocks(bytes, BLOCK);
    }
  }

  /** Tells whether it is a file, and no device, pipe or what else there may be. */
  private static boolean isPlain(TarArchiveEntry entry) {
    byte flag = entry.getLinkFlag();
    return flag == TarConstants.LF_NORMAL
        || flag == TarConstants.LF_OLDNORM
        || flag == TarConstants.LF_CONTIG;
  }

  /** Reads a header with what belongs to it; null at the end. */
  private TarArchiveEntry next() throws IOException {
    in.allow(MOST_HEADER_BYTES);
    long start = in.position();
    // One stream a header: going on with the same one, it would read what is to be skipped.
    @SuppressWarnings("resource")
    TarArchiveInputStream header =
        new TarArchiveInputStream(in, BLOCK, BLOCK, StandardCharsets.UTF_8.name());
    TarArchiveEntry entry = header.getNextEntry();
    if (entry == null && in.position() > start && in.position() - start < BLOCK) {
      throw new IOException("it ends inside of a header");
    }
    return entry;
  }

  private void breakOff(Exception broken) {
    String reason =
        Unreadable.printable(
            broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage());
    if (count == 0) {
      throw new DataException(file + " is no readable TAR (" + reason + "). Get it again.", broken);
    }
    listing.refuse(
        new Unreadable(
            file.getFileName().toString(),
            "corrupt",
            "it cannot be read beyond the first " + count + " files: " + reason));
  }
}
