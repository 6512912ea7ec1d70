package io.github.diffusion4j.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files for the tests of this package, and the way to the real ones. */
final class TestFiles {
  private TestFiles() {}

  /** Real data that does not come with the project; skips the test where it is missing. */
  static Path real(String name) {
    Path file = Path.of(System.getProperty("diffusion.testdata", "../shared"), "data", name);
    assumeTrue(Files.exists(file), () -> "no test data at " + file);
    return file;
  }

  static byte[] grey(int width, int height, int level) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) level);
    return Png.encode(new Image(width, height, 1, samples));
  }

  static byte[] red(int width, int height) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = -1;
    }
    return Png.encode(new Image(width, height, 3, samples));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return packed.toByteArray();
  }

  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(packed)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        out.putArchiveEntry(entry);
        out.write(file.getValue());
        out.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  /** An IDX file of unsigned bytes 0, 1, 2, ... with the dimensions it declares. */
  static byte[] idx(int... dimensions) {
    int items = 1;
    for (int dimension : dimensions) {
      items *= dimension;
    }
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + items);
    file.putInt(0x0800 | dimensions.length);
    Arrays.stream(dimensions).forEach(file::putInt);
    for (int i = 0; i < items; i++) {
      file.put((byte) i);
    }
    return file.array();
  }
}
