package io.github.diffusion4j.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the page of a report has of its own, kept as files beside this class. */
final class PageFile {
  private PageFile() {}

  /** Returns a file's text, with lines that end as a browser has them when it digests a script. */
  static String text(String name) {
    try (InputStream file = PageFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing in the jar of diffusion-eval");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
