package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.bench.Statistics;
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
    text.append(MarkdownTable.of(rows));
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

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
