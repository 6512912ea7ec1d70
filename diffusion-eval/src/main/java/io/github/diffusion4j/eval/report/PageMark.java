package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says at the beginning of a page which report it is of and whether training pictures are to be
 * seen in it, so that a page that should not show them is made again.
 */
final class PageMark {
  /** Head and style come before the mark, and are far shorter. */
  private static final int BEGINNING = 1 << 16;

  private PageMark() {}

  static String html(EvaluationReport report, boolean redact) {
    String of = "page\nfingerprint " + report.fingerprint() + "\nredact " + redact;
    return "<!-- page " + Digests.sha256(of.getBytes(StandardCharsets.UTF_8)) + " -->\n";
  }

  static boolean isOn(Path page, EvaluationReport report, boolean redact) {
    if (!Files.isRegularFile(page)) {
      return false;
    }
    try (InputStream file = Files.newInputStream(page)) {
      String beginning = new String(file.readNBytes(BEGINNING), StandardCharsets.UTF_8);
      return beginning.contains(html(report, redact));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
