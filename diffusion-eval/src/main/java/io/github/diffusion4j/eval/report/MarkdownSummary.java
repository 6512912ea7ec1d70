package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.quality.QualityMetric;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A judgement as Markdown, for the summary of a build: the verdict, a table of the gates, the worst
 * findings and the metrics, and no pictures. It stays far below the mebibyte above which GitHub
 * drops a summary: every list and every text in it is cut.
 */
public final class MarkdownSummary {
  private static final int LARGEST = 1 << 19;
  private static final int ROWS = 20;
  private static final int GATES = 200;
  private static final int TEXT = 600;

  private static final String MARKUP = "\\`*_[](){}!#|~@:$";

  private final StringBuilder out = new StringBuilder();

  private MarkdownSummary() {}

  /** Returns the summary of a judgement, and of the report that was judged if there is one. */
  public static String of(Judgement judgement, Optional<EvaluationReport> report) {
    MarkdownSummary summary = new MarkdownSummary();
    summary.gates(judgement);
    report.ifPresent(
        found -> {
          summary.findings(found.replication(), judgement);
          summary.quality(found.quality());
        });
    String text = summary.out.toString();
    // Cannot happen while lists and texts are cut; a summary that is dropped whole tells nothing.
    return text.getBytes(StandardCharsets.UTF_8).length > LARGEST
        ? "## Generated pictures: " + judgement.word() + "\n"
        : text;
  }

  private void gates(Judgement judgement) {
    out.append("## Generated pictures: ").append(judgement.word()).append("\n\n");
    out.append("| gate | verdict | |\n| --- | --- | --- |\n");
    List<GateResult> gates = judgement.gates();
    for (GateResult each : gates.subList(0, Math.min(GATES, gates.size()))) {
      row(escaped(each.gate()), each.verdict().toString(), escaped(each.sentence()));
    }
    more(gates.size() - GATES, "gates");
  }

  private void findings(Replication found, Judgement judgement) {
    List<Finding> findings = found.findings();
    if (findings.isEmpty()) {
      return;
    }
    out.append("\n### The most similar pairs\n\n");
    out.append(
        "| generated | training | similarity | p | near-duplicates | |\n| ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (Finding each : findings.subList(0, Math.min(ROWS, findings.size()))) {
      String accepted = judgement.accepted().contains(each.trainingDigest()) ? "accepted " : "";
      row(
          String.valueOf(each.generated()),
          String.valueOf(each.training()),
          number("%.4f", each.similarity()),
          number("%.4f", each.pValue()),
          each.nearDuplicates() < 0 ? "" : String.valueOf(each.nearDuplicates()),
          accepted + escaped(each.caption()));
    }
    more(found.copies() - ROWS, "pairs");
  }

  private void quality(List<QualityMetric> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    out.append("\n### Quality\n\n");
    out.append("| metric | against | | interval |\n| --- | --- | ---: | --- |\n");
    for (QualityMetric each : metrics.subList(0, Math.min(GATES, metrics.size()))) {
      row(
          escaped(each.name()),
          escaped(each.against()),
          number("%.4g", each.interval().estimate()),
          number("%.4g", each.interval().lower())
              + " to "
              + number("%.4g", each.interval().upper()));
    }
  }

  private void row(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void more(int rows, String what) {
    if (rows > 0) {
      out.append(String.format(Locale.ROOT, "\nand %,d more %s\n", rows, what));
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /**
   * Makes text safe to stand in a cell: no markup, no links, no HTML, on one line, of bounded
   * length.
   */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    String line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    String cut = line.length() > TEXT ? line.substring(0, TEXT) + "..." : line;
    char before = ' ';
    for (char character : cut.toCharArray()) {
      switch (character) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        default -> {
          // What follows "www." or "http:" would become a link.
          boolean link = character == '.' && Character.toLowerCase(before) == 'w';
          safe.append(link || MARKUP.indexOf(character) >= 0 ? "\\" : "").append(character);
        }
      }
      before = character;
    }
    return safe.toString();
  }
}
