package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of a log that may be large and may hold anything. */
final class LogTail {

  private static final int MAX_BYTES = 16 * 1024;

  private LogTail() {}

  /** Returns at most that many last lines; none if the file cannot be read. */
  static List<String> read(Path log, int lines) {
    try (RandomAccessFile input = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, input.length() - MAX_BYTES);
      byte[] bytes = new byte[(int) (input.length() - start)];
      input.seek(start);
      input.readFully(bytes);
      List<String> all =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
              .toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
