package io.github.diffusion4j.eval.npz;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives of arrays as {@code numpy.savez} writes and {@code numpy.load} reads them. */
public final class Npz {
  /** Of one array: a covariance of 8192 features in double precision. */
  private static final long LIMIT = 1L << 29;

  private static final String END = ".npy";
  private static final int ALIGNMENT = 64;
  private static final int BEFORE_HEADER = 10;
  private static final long NO_TIME = 315_532_800_000L; // 1980, where ZIP's time begins.

  private Npz() {}

  /**
   * Reads some of a file's arrays; others are passed over unread.
   *
   * @return by name; names that the file does not have are missing
   * @throws EvaluationException if the file cannot be read, is damaged, or an array holds anything
   *     but numbers or a text or more than 512 MiB
   */
  public static Map<String, NpyArray> read(Path file, Set<String> names) {
    if (!Files.isRegularFile(file)) {
      throw new EvaluationException("There is no file " + file + " to read arrays from");
    }
    Map<String, NpyArray> arrays = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().replaceFirst("\\.npy$", "");
        if (names.contains(name) && entry.getName().endsWith(END)) {
          NpyArray array = new NpyReader(name + " of " + file, zip, LIMIT).read();
          if (arrays.put(name, array) != null) {
            throw new EvaluationException(file + " holds " + name + " twice; make it anew");
          }
        }
      }
    } catch (IOException | IllegalArgumentException failure) {
      throw new EvaluationException(
          "Cannot read the arrays of " + file + ": " + failure.getMessage(), failure);
    }
    return arrays;
  }

  /**
   * Writes arrays of doubles and texts; equal arrays make equal files.
   *
   * @throws io.github.diffusion4j.store.StoreException if the file cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, NpyArray> each : new TreeMap<>(arrays).entrySet()) {
            ZipEntry entry = new ZipEntry(each.getKey() + END);
            entry.setTime(NO_TIME);
            zip.putNextEntry(entry);
            write(new DataOutputStream(zip), each.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static void write(DataOutputStream out, NpyArray array) throws IOException {
    int[] text = array.isText() ? array.text().codePoints().toArray() : new int[0];
    String type = array.isText() ? "<U" + Math.max(1, text.length) : "<f8";
    String shape =
        Arrays.stream(array.shape()).mapToObj(length -> length + ",").collect(Collectors.joining());
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    int unpadded = BEFORE_HEADER + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    byte[] bytes = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) bytes.length, (byte) (bytes.length >> 8)});
    out.write(bytes);
    if (array.isText()) {
      ByteBuffer buffer = little(Integer.BYTES * Math.max(1, text.length));
      Arrays.stream(text).forEach(buffer::putInt);
      out.write(buffer.array());
    } else {
      for (double number : array.numbers()) {
        out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(number)));
      }
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
