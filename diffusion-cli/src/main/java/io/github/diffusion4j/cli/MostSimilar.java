package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.report.EvaluationReport;
import java.util.List;
import java.util.Locale;

/** The worst finding as one reads it on a terminal. */
final class MostSimilar {
  private MostSimilar() {}

  /** Returns a line, or nothing if no picture counts as a copy. */
  static String line(EvaluationReport report) {
    List<Finding> findings = report.replication().findings();
    if (findings.isEmpty()) {
      return "";
    }
    Finding worst = findings.get(0);
    return String.format(
        Locale.ROOT,
        "\nMost similar: generated picture %d (%s) and training picture %d (%s), %.4f.",
        worst.generated(),
        shortened(worst.generatedDigest()),
        worst.training(),
        shortened(worst.trainingDigest()),
        worst.similarity());
  }

  private static String shortened(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
