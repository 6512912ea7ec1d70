package io.github.diffusion4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Appends progress as JSON lines to a file that the process that started this one follows. */
final class ProgressFile implements Progress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final Writer out;
  private long last;
  private boolean broken;

  /** Opens the file; it is made if it is not there. */
  ProgressFile(Path file) {
    try {
      out =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError("progress file " + file + " cannot be opened: " + e.getMessage(), e);
    }
    last = System.nanoTime() - INTERVAL;
  }

  @Override
  public synchronized void step(String line, long done, long total) {
    long now = System.nanoTime();
    if (now - last >= INTERVAL || done >= total) {
      last = now;
      write(line, done, total, false);
    }
  }

  @Override
  public synchronized void note(String line) {
    write(line, 0, 0, true);
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      broken = true;
    }
  }

  private void write(String line, long done, long total, boolean note) {
    if (broken) {
      return;
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("line", line);
    entry.put("done", done);
    entry.put("total", total);
    entry.put("note", note);
    try {
      out.write(Json.mapper().writeValueAsString(entry) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      // A run of hours must not fail because nobody can follow it any more.
      broken = true;
    }
  }
}
