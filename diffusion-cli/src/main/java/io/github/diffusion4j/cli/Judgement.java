package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Replication;
import java.util.Locale;

/** The verdict as one reads it on a terminal. */
final class Judgement {
  private Judgement() {}

  static String sentence(EvaluationReport report) {
    Replication found = report.replication();
    StringBuilder text = new StringBuilder();
    text.append(found.verdict()).append(": ").append(String.join(";\n  ", found.reasons()));
    if (!found.findings().isEmpty()) {
      Finding worst = found.findings().get(0);
      text.append(
          String.format(
              Locale.ROOT,
              "\nMost similar: generated picture %d (%s) and training picture %d (%s), %.4f.",
              worst.generated(),
              shortened(worst.generatedDigest()),
              worst.training(),
              shortened(worst.trainingDigest()),
              worst.similarity()));
    }
    return text.toString();
  }

  private static String shortened(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
