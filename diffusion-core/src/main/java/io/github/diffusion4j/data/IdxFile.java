package io.github.diffusion4j.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads the items of an IDX file, plain or gzip, one after the other. */
final class IdxFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private IdxFile() {}

  /** Takes what a file holds. */
  interface Visitor {
    /** Takes the header, before any item. */
    void begin(IdxHeader header);

    /** Takes an item; the array is used again for the next. */
    void item(int index, byte[] bytes);
  }

  /**
   * Reads a whole file.
   *
   * @param dimensions how many dimensions it is to have
   * @throws DataException if it is no such file, ends early or goes on after its last item
   */
  static void read(Path file, int dimensions, Visitor visitor) {
    int done = 0;
    IdxHeader header = null;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      boolean packed = isGzip(raw);
      DataInputStream in =
          new DataInputStream(packed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw);
      header = IdxHeader.read(file, in, packed, dimensions);
      visitor.begin(header);
      byte[] item = new byte[header.itemBytes()];
      for (; done < header.count(); done++) {
        in.readFully(item);
        visitor.item(done, item);
      }
      // Reading on to the end also checks gzip's own checksum.
      if (in.read() >= 0) {
        throw new DataException(
            file + " goes on after the " + header + " it declares: it is not what it says.");
      }
    } catch (EOFException end) {
      throw new DataException(
          header == null
              ? file + " ends inside the header of gzip or IDX. Get it again."
              : String.format(
                  Locale.ROOT,
                  "%s declares %s but ends after %,d. It was cut off: get it again.",
                  file,
                  header,
                  done),
          end);
    } catch (IOException broken) {
      throw DataException.reading(file, broken);
    }
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }
}
