package io.github.diffusion4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files that may be packed by gzip, which can only be read from the beginning. */
final class Unpacking {
  private static final int BUFFER_BYTES = 1 << 16;

  private Unpacking() {}

  static boolean isGzip(byte[] start) {
    return start.length >= 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
  }

  /** Returns the first bytes of what gzip has packed, fewer if it ends or breaks before. */
  static byte[] start(Path file, int bytes) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readNBytes(bytes);
    } catch (EOFException | ZipException broken) {
      return new byte[0];
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }

  /**
   * Opens a file as it is, or, if it is packed, a temporary copy unpacked that is gone once it is
   * closed.
   *
   * @throws DataException if it is broken or unpacks to more than allowed
   */
  static FileChannel open(Path file, ArchiveLimits limits) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(2);
    }
    return isGzip(start) ? unpacked(file, limits) : FileChannel.open(file);
  }

  private static FileChannel unpacked(Path file, ArchiveLimits limits) throws IOException {
    FileChannel copy =
        FileChannel.open(
            Files.createTempFile("diffusion", ".tar"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try (InputStream in =
        new GZIPInputStream(
            new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES)) {
      copy(in, copy, limits.mostTotalBytes(Files.size(file)), file);
      return copy;
    } catch (EOFException | ZipException broken) {
      copy.close();
      throw new DataException(
          file + " cannot be unpacked (" + reason(broken) + "). Get it again.", broken);
    } catch (IOException | RuntimeException failure) {
      copy.close();
      throw failure;
    }
  }

  private static String reason(IOException broken) {
    return broken instanceof EOFException ? "it ends too early" : broken.getMessage();
  }

  private static void copy(InputStream in, FileChannel copy, long most, Path file)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > most) {
        throw new DataException(
            "%s, %s packed, unpacks to more than the %s allowed. Unpack it and give the folder."
                .formatted(file, ByteCount.text(Files.size(file)), ByteCount.text(most)));
      }
      for (ByteBuffer part = ByteBuffer.wrap(buffer, 0, n); part.hasRemaining(); ) {
        copy.write(part);
      }
    }
  }
}
