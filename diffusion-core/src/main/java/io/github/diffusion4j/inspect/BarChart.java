package io.github.diffusion4j.inspect;

import io.github.diffusion4j.inspect.Histogram.Bin;
import io.github.diffusion4j.page.Html;
import java.util.List;
import java.util.Locale;

/**
 * A histogram as SVG: a row for each bin, its label at the left and its count behind its bar.
 * Colours come from the page's style.
 *
 * @param name what is counted
 * @param most how many rows are drawn
 */
record BarChart(String name, Histogram histogram, int most) {
  private static final int WIDTH = 340;
  private static final int LEFT = 124;
  private static final int RIGHT = 52;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int LABEL_CHARACTERS = 20;

  String svg() {
    List<Bin> bins = histogram.bins().stream().limit(most).toList();
    int largest = Math.max(1, bins.stream().mapToInt(Bin::count).max().orElse(0));
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, ROW * Math.max(1, bins.size()), Html.escaped(name)));
    for (int i = 0; i < bins.size(); i++) {
      Bin bin = bins.get(i);
      int top = i * ROW;
      // What is there is to be seen, however few it is.
      long length =
          bin.count() == 0 ? 0 : Math.max(1, (long) bin.count() * (WIDTH - LEFT - RIGHT) / largest);
      svg.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s<title>%s</title></text>"
                  + "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                  + "<text x=\"%d\" y=\"%d\">%,d</text>\n",
              LEFT - 8,
              top + BAR,
              Html.escaped(cut(bin.label())),
              Html.escaped(bin.label()),
              LEFT,
              top + 3,
              length,
              BAR,
              LEFT + length + 6,
              top + BAR,
              bin.count()));
    }
    svg.append("</svg>\n");
    int more = histogram.bins().size() - bins.size();
    return more > 0 ? svg + format("<p class=\"note\">and %,d more</p>\n", more) : svg.toString();
  }

  private static String cut(String label) {
    return label.codePointCount(0, label.length()) <= LABEL_CHARACTERS
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LABEL_CHARACTERS - 1)) + "\u2026";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
