package io.github.diffusion4j.train;

import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.page.Page;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.train.MetricsLog.Point;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The page that shows a training run: the loss curve, learning rate, gradient norm and speed,
 * samples over time and what was asked for. One HTML file that needs nothing else: no script, no
 * network.
 */
public final class TrainingPage {
  private static final int MAX_SNAPSHOTS = 12;
  private static final int WIDE = 1000;
  private static final int WIDE_HEIGHT = 380;
  private static final int NARROW = 380;
  private static final int NARROW_HEIGHT = 210;

  private TrainingPage() {}

  /**
   * Pictures drawn from the model at a step of its training.
   *
   * @param step the step after which they were drawn
   * @param png a PNG file, of one picture or a grid of them
   */
  public record Snapshot(long step, byte[] png) {}

  /**
   * Returns the page as HTML.
   *
   * @param facts what a reader should know of the run, name and value, in this order
   * @param points the numbers of each step, in order; may be empty
   * @param snapshots samples over time, in order; of more than 12, 12 are shown
   */
  public static String render(
      String title, Map<String, String> facts, List<Point> points, List<Snapshot> snapshots) {
    StringBuilder page = new StringBuilder();
    appendNow(page, points);
    appendCharts(page, points);
    appendSnapshots(page, snapshots);
    appendFacts(page, facts);
    return Page.of(title, page);
  }

  /**
   * Writes the page, atomically.
   *
   * @throws io.github.diffusion4j.store.StoreException if the file cannot be written
   */
  public static void write(
      Path file,
      String title,
      Map<String, String> facts,
      List<Point> points,
      List<Snapshot> snapshots) {
    String page = render(title, facts, points, snapshots);
    AtomicFiles.write(file, page.getBytes(StandardCharsets.UTF_8));
  }

  private static void appendNow(StringBuilder page, List<Point> points) {
    if (points.isEmpty()) {
      page.append("<section><p class=\"note\">No step was trained yet.</p></section>\n");
      return;
    }
    Point last = points.get(points.size() - 1);
    long memory = points.stream().mapToLong(Point::memoryBytes).max().orElse(0);
    page.append("<section class=\"now\">\n");
    appendNumber(page, "steps", format("%,d", last.step()));
    appendNumber(page, "loss (running mean)", recent(Series.of(points, Point::loss)));
    appendNumber(page, "images a second", recent(Series.of(points, Point::imagesPerSecond)));
    appendNumber(page, "training time", duration(last.seconds()));
    appendNumber(page, "most memory", format("%,d MB", memory / 1_000_000));
    page.append("</section>\n");
  }

  private static void appendCharts(StringBuilder page, List<Point> points) {
    page.append("<section>\n<h2>Loss</h2>\n");
    Series loss = Series.of(points, Point::loss);
    page.append("<div class=\"wide\">\n");
    page.append(new LineChart("loss", loss, false, true, WIDE, WIDE_HEIGHT).svg());
    page.append("</div>\n");
    page.append("<p class=\"note\">Dots: single steps. Line: their running mean.");
    if (loss.size() < points.size()) {
      page.append(
          format(
              " %,d steps were skipped: their loss was not finite.", points.size() - loss.size()));
    }
    page.append("</p>\n</section>\n<section class=\"three\">\n");
    Series rate = Series.of(points, Point::learningRate);
    appendSmall(page, "Learning rate", new LineChart("", rate, true, false, NARROW, NARROW_HEIGHT));
    Series norm = Series.of(points, Point::gradientNorm);
    appendSmall(page, "Gradient norm", new LineChart("", norm, false, true, NARROW, NARROW_HEIGHT));
    Series speed = Series.of(points, Point::imagesPerSecond);
    appendSmall(
        page, "Images a second", new LineChart("", speed, true, true, NARROW, NARROW_HEIGHT));
    page.append("</section>\n");
  }

  private static void appendSmall(StringBuilder page, String title, LineChart chart) {
    page.append(format("<div>\n<h2>%s</h2>\n%s</div>\n", title, chart.svg()));
  }

  private static void appendSnapshots(StringBuilder page, List<Snapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return;
    }
    page.append("<section>\n<h2>Samples over time</h2>\n<div class=\"samples\">\n");
    int shown = Math.min(MAX_SNAPSHOTS, snapshots.size());
    for (Snapshot snapshot : evenly(snapshots, shown)) {
      String step = format("step %,d", snapshot.step());
      page.append("<figure>")
          .append(Html.picture("samples after " + step, snapshot.png()))
          .append("<figcaption>")
          .append(step)
          .append("</figcaption></figure>\n");
    }
    page.append("</div>\n");
    if (shown < snapshots.size()) {
      page.append(format("<p class=\"note\">%d of %d shown.</p>\n", shown, snapshots.size()));
    }
    page.append("</section>\n");
  }

  private static void appendFacts(StringBuilder page, Map<String, String> facts) {
    if (facts.isEmpty()) {
      return;
    }
    page.append("<section>\n<h2>The run</h2>\n<table>\n");
    facts.forEach(
        (name, value) ->
            page.append("<tr><th scope=\"row\">")
                .append(Html.escaped(name))
                .append("</th><td>")
                .append(Html.escaped(value))
                .append("</td></tr>\n"));
    page.append("</table>\n</section>\n");
  }

  private static void appendNumber(StringBuilder page, String name, String value) {
    page.append(format("<div><span>%s</span><b>%s</b></div>\n", name, Html.escaped(value)));
  }

  private static String recent(Series series) {
    return series.size() == 0 ? "-" : Axis.label(LineChart.trend(series).last());
  }

  private static <T> List<T> evenly(List<T> all, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> all.get(count == 1 ? 0 : i * (all.size() - 1) / (count - 1)))
        .toList();
  }

  /** Formats alike in every country, as the rest of the page is English. */
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String duration(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? format("%d min %02d s", whole / 60, whole % 60)
        : format("%,d h %02d min", whole / 3600, whole / 60 % 60);
  }
}
