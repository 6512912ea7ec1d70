package io.github.diffusion4j.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A result as a table in Markdown, ratios to {@link Result#BASE} in its last columns. */
final class Table {
  private static final List<String> HEADER =
      List.of(
          "contender",
          "median ms",
          "fastest ms",
          "spread",
          "peak MB",
          "median ratio",
          "fastest ratio",
          "memory ratio");

  private Table() {}

  /** Returns the table with a heading above and what else there is to say below. */
  static String of(Result result) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    result.measured().forEach(measured -> rows.add(row(result, measured)));
    StringBuilder text = new StringBuilder("### " + result.work().name() + "\n\n");
    append(text, rows);
    text.append("\n");
    for (Outcome.Measured measured : result.measured()) {
      text.append(line(measured));
    }
    for (Outcome.Absent absent : result.absent()) {
      text.append("- ").append(absent.contender()).append(" is absent: ");
      text.append(absent.reason()).append(".\n");
    }
    text.append(format("- Stolen by the host meanwhile: %.1f %%.\n", 100 * result.steal()));
    Goal.verdicts(result).forEach(verdict -> text.append("- ").append(verdict).append("\n"));
    return text.toString();
  }

  private static List<String> row(Result result, Outcome.Measured measured) {
    Statistics times = measured.times();
    return List.of(
        measured.contender(),
        format("%.1f", times.median()),
        format("%.1f", times.fastest()),
        format("%.0f %%", 100 * times.spread()),
        measured.peakBytes() == 0 ? "-" : format("%.0f", measured.peakBytes() / 1e6),
        ratio(result.ratio(measured, Result.Quantity.MEDIAN)),
        ratio(result.ratio(measured, Result.Quantity.FASTEST)),
        ratio(result.ratio(measured, Result.Quantity.MEMORY)));
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? format("%.2f", ratio.getAsDouble()) : "-";
  }

  private static String line(Outcome.Measured measured) {
    StringBuilder line = new StringBuilder("- ").append(measured.contender()).append(": ");
    line.append(measured.title());
    if (measured.parameters() > 0) {
      line.append(format("; %,d parameters", measured.parameters()));
    }
    line.append(format("; %d times", measured.times().count()));
    Map<String, Double> sorted = new TreeMap<>(measured.figures());
    sorted.forEach((name, value) -> line.append(format("; %s %.4g", name, value)));
    return line.append(".\n").toString();
  }

  private static void append(StringBuilder text, List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
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
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
