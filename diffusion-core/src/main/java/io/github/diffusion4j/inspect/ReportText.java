package io.github.diffusion4j.inspect;

/** Writes a report as lines for a terminal. */
final class ReportText {
  private static final int WIDTH = 100;
  private static final int INDENT = 14;

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(DataReport report) {
    ReportText lines = new ReportText();
    lines.text.append(report.verdict()).append(report.findings().isEmpty() ? ".\n" : ":\n");
    for (Finding finding : report.findings()) {
      String note = finding.severity() == Finding.Severity.NOTE ? "(note) " : "";
      lines.add(finding.topic(), note + finding.text());
    }
    return lines.text.append(report.contents().text()).toString();
  }

  /** Adds a line, broken between words where it would be too wide. */
  private void add(String label, String words) {
    StringBuilder line = new StringBuilder("  " + label);
    line.append(" ".repeat(Math.max(1, INDENT - line.length())));
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(" ".repeat(INDENT));
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
