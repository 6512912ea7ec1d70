package io.github.diffusion4j.eval.report;

import java.util.Arrays;
import java.util.Locale;

/** Two histograms over one axis, each scaled to its own number of pictures, and an upright line. */
final class SimilarityChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 160;

  private SimilarityChart() {}

  static String svg(Histogram filled, Histogram line, String name, double upright) {
    double top = Math.max(highest(filled), highest(line));
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Two histograms of similarity from"
                + " %.3f to %.3f, and the %s at %.4f\">\n",
            WIDTH, HEIGHT + 20, filled.from(), filled.to(), name, upright));
    double width = (double) WIDTH / filled.counts().length;
    double all = sum(filled);
    for (int bin = 0; bin < filled.counts().length; bin++) {
      double height = HEIGHT * filled.counts()[bin] / all / top;
      svg.append(
          format(
              "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"var(--dot)\"/>\n",
              bin * width, HEIGHT - height, width, height));
    }
    svg.append("<polyline class=\"line\" points=\"");
    for (int bin = 0; bin < line.counts().length; bin++) {
      double y = HEIGHT - HEIGHT * line.counts()[bin] / sum(line) / top;
      svg.append(format("%.2f,%.2f %.2f,%.2f ", bin * width, y, (bin + 1) * width, y));
    }
    svg.append("\"/>\n");
    double x = WIDTH * (upright - filled.from()) / (filled.to() - filled.from());
    // Half a unit for rounding: cosines reach 1 and a little more.
    if (x >= -0.5 && x <= WIDTH + 0.5) {
      svg.append(format("<path class=\"threshold\" d=\"M%.2f 0V%d\"/>\n", x, HEIGHT));
      boolean right = x > WIDTH / 2.0;
      svg.append(
          format(
              "<text x=\"%.2f\" y=\"12\" text-anchor=\"%s\">%s %.4f</text>\n",
              right ? x - 6 : x + 6, right ? "end" : "start", name, upright));
    }
    svg.append(format("<path class=\"axis\" d=\"M0 %dH%d\"/>\n", HEIGHT, WIDTH));
    svg.append(format("<text x=\"0\" y=\"%d\">%.3f</text>\n", HEIGHT + 16, filled.from()));
    svg.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.3f</text>\n",
            WIDTH, HEIGHT + 16, filled.to()));
    return svg.append("</svg>\n").toString();
  }

  private static double highest(Histogram histogram) {
    return Arrays.stream(histogram.counts()).max().orElse(0) / sum(histogram);
  }

  private static double sum(Histogram histogram) {
    return Math.max(1, Arrays.stream(histogram.counts()).sum());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
