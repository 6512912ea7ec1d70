package io.github.diffusion4j.maven.worker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a worker has appended to its progress file since the last look. Progress is for
 * looking at only, so a line that cannot be read is passed over. Not safe for use by two threads.
 */
final class ProgressTail {

  private static final ObjectReader READER =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .readerFor(ProgressLine.class);

  private static final int MAX_READ = 1 << 20;

  private final Path file;
  private long position;

  ProgressTail(Path file) {
    this.file = file;
  }

  /** Returns the complete lines that are new, oldest first. */
  List<ProgressLine> poll() {
    List<ProgressLine> lines = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return lines;
    }
    try {
      byte[] bytes = read();
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          add(new String(bytes, start, i - start, StandardCharsets.UTF_8), lines);
          start = i + 1;
        }
      }
      // A full buffer without a line end is no progress line; step over it or stay there for ever.
      position += start == 0 && bytes.length == MAX_READ ? MAX_READ : start;
    } catch (IOException unreadable) {
      // The next look may succeed, and the result does not depend on it.
    }
    return lines;
  }

  private byte[] read() throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      input.seek(position);
      byte[] bytes = new byte[(int) Math.min(MAX_READ, Math.max(0, input.length() - position))];
      input.readFully(bytes);
      return bytes;
    }
  }

  private static void add(String json, List<ProgressLine> lines) {
    try {
      ProgressLine line = READER.readValue(json);
      if (line != null && line.line() != null) {
        lines.add(line);
      }
    } catch (IOException malformed) {
      // See the class comment.
    }
  }
}
