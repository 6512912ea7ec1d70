package io.github.diffusion4j.bench;

import java.util.List;

/** Rows of cells as a table in Markdown, aligned for those who read the text itself. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /**
   * Returns the table.
   *
   * @param rows all of one length; the first are the headings. The first column is set to the left,
   *     the others, which are numbers as a rule, to the right
   */
  public static String of(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < widths.length; i++) {
        String cell = rows.get(r).get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? "| " + cell + padding : " | " + padding + cell);
      }
      text.append(" |\n");
      if (r == 0) {
        for (int i = 0; i < widths.length; i++) {
          text.append(
              i == 0 ? "| " + "-".repeat(widths[i]) : " | " + "-".repeat(widths[i] - 1) + ":");
        }
        text.append(" |\n");
      }
    }
    return text.toString();
  }
}
