package io.github.diffusion4j.train;

import io.github.diffusion4j.page.Html;
import java.util.Locale;

/**
 * A curve over training steps as SVG: the raw values as faint dots and their running mean as a
 * line. Colours come from the page's style.
 *
 * @param yLabel what is drawn, with its unit
 * @param zero whether the axis starts at 0; otherwise it fits the values, logarithmic if they
 *     differ more than tenfold
 * @param dots whether the raw values are drawn; otherwise the line goes through them unsmoothed
 */
record LineChart(String yLabel, Series series, boolean zero, boolean dots, int width, int height) {
  private static final int LEFT = 62;
  private static final int RIGHT = 16;
  private static final int TOP = 14;
  private static final int BOTTOM = 42;
  private static final int MAX_DOTS = 1_500;
  private static final int MAX_LINE_POINTS = 500;
  private static final int PIXELS_PER_TICK_X = 90;
  private static final int PIXELS_PER_TICK_Y = 30;

  /** A spike is no reason to press the whole curve flat: so many of the dots may lie outside. */
  private static final double SPIKES = 0.005;

  /** Returns the mean over about a twenty-fifth of the run. */
  static Series trend(Series series) {
    return series.smoothed(series.size() / 50);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    String label = Html.escaped(yLabel);
    svg.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over training steps\">\n",
            width, height, label));
    if (series.size() == 0) {
      svg.append(text(width / 2.0, height / 2.0, "middle", "no values yet"));
      return svg.append("</svg>\n").toString();
    }
    Series line = dots ? trend(series) : series;
    Axis x = new Axis(0, Math.max(1, series.steps()[series.size() - 1]), false);
    Axis y = yAxis(line);
    appendAxes(svg, x, y);
    if (dots) {
      svg.append("<path class=\"dots\" d=\"").append(dotPath(x, y)).append("\"/>\n");
    }
    svg.append("<path class=\"line\" d=\"").append(linePath(line, x, y)).append("\"/>\n");
    svg.append(
        format(
            "<circle class=\"end\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>\n",
            number(pixelX(x, line.steps()[line.size() - 1])), number(pixelY(y, line.last()))));
    return svg.append("</svg>\n").toString();
  }

  private Axis yAxis(Series line) {
    double low = Math.min(series.quantile(SPIKES), line.quantile(0));
    double high = Math.max(series.quantile(1 - SPIKES), line.quantile(1));
    return zero ? Axis.fromZero(low, high) : Axis.around(low, high);
  }

  private void appendAxes(StringBuilder svg, Axis x, Axis y) {
    int bottom = height - BOTTOM;
    for (double tick : y.ticks(Math.max(3, (bottom - TOP) / PIXELS_PER_TICK_Y))) {
      String at = number(pixelY(y, tick));
      svg.append(format("<path class=\"grid\" d=\"M%d %sH%d\"/>", LEFT, at, width - RIGHT));
      svg.append(text(LEFT - 8, pixelY(y, tick) + 4, "end", Axis.label(tick)));
    }
    svg.append(format("<path class=\"axis\" d=\"M%d %dH%d\"/>\n", LEFT, bottom, width - RIGHT));
    for (double tick : x.ticks(Math.max(2, (width - LEFT - RIGHT) / PIXELS_PER_TICK_X))) {
      svg.append(text(pixelX(x, tick), bottom + 17, "middle", Axis.label(tick)));
    }
    svg.append(text((LEFT + width - RIGHT) / 2.0, height - 6, "middle", "training step"));
    String scale = y.logarithmic() ? " (log scale)" : "";
    svg.append(
        format(
            "<text class=\"name\" text-anchor=\"middle\""
                + " transform=\"translate(13 %d) rotate(-90)\">%s</text>\n",
            (TOP + bottom) / 2, Html.escaped(yLabel + scale)));
  }

  private String dotPath(Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    Series raw = series.thinned(MAX_DOTS);
    for (int i = 0; i < raw.size(); i++) {
      double position = y.position(raw.values()[i]);
      if (position >= 0 && position <= 1) {
        path.append('M')
            .append(number(pixelX(x, raw.steps()[i])))
            .append(' ')
            .append(number(pixelY(y, raw.values()[i])))
            .append("h0");
      }
    }
    return path.toString();
  }

  private String linePath(Series line, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    Series points = line.thinned(MAX_LINE_POINTS);
    for (int i = 0; i < points.size(); i++) {
      path.append(i == 0 ? 'M' : 'L')
          .append(number(pixelX(x, points.steps()[i])))
          .append(' ')
          .append(number(pixelY(y, points.values()[i])));
    }
    return path.toString();
  }

  private double pixelX(Axis x, double step) {
    return LEFT + x.position(step) * (width - LEFT - RIGHT);
  }

  private double pixelY(Axis y, double value) {
    return TOP + (1 - y.position(value)) * (height - TOP - BOTTOM);
  }

  private static String text(double x, double y, String anchor, String content) {
    return format(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n",
        number(x), number(y), anchor, Html.escaped(content));
  }

  /** Formats alike in every country: SVG knows no decimal comma. */
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String number(double value) {
    String text = format("%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
