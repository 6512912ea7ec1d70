package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.SearchWork;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Seconds by number of queries and by number of rows as SVG; both axes from 0, linear. */
final class SearchPlot {
  private static final int WIDTH = 380;
  private static final int HEIGHT = 280;
  private static final int LEFT = 50;
  private static final int BOTTOM = 45;
  private static final int TOP = 40;
  private static final int RIGHT = 20;
  private static final List<String> CONTENDERS = List.of("diffusion4j", "faiss");
  private static final List<String> COLOURS = List.of("#1f5fa8", "#c0562b");

  private SearchPlot() {}

  static String svg(List<Result> results) {
    int rows = mostCommon(results, SearchWork::rows);
    int queries = mostCommon(results, SearchWork::queries);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                + " font-size='11'>\n<rect width='100%%' height='100%%' fill='white'/>\n",
            2 * WIDTH, HEIGHT));
    panel(svg, 0, "queries, among " + rows + " rows", along(results, rows, true), true);
    panel(svg, WIDTH, "rows, for " + queries + " queries", along(results, queries, false), false);
    return svg.append("</svg>\n").toString();
  }

  private static int mostCommon(List<Result> results, ToIntFunction<SearchWork> size) {
    List<Integer> sizes = results.stream().map(each -> size.applyAsInt(work(each))).toList();
    return sizes.stream()
        .max(Comparator.comparingLong(each -> sizes.stream().filter(each::equals).count()))
        .orElseThrow();
  }

  private static List<Result> along(List<Result> results, int fixed, boolean byQueries) {
    return results.stream()
        .filter(each -> (byQueries ? work(each).rows() : work(each).queries()) == fixed)
        .sorted(Comparator.comparingInt(each -> at(each, byQueries)))
        .toList();
  }

  private static SearchWork work(Result result) {
    return (SearchWork) result.work();
  }

  private static int at(Result result, boolean byQueries) {
    return byQueries ? work(result).queries() : work(result).rows();
  }

  private static void panel(
      StringBuilder svg, int left, String title, List<Result> results, boolean byQueries) {
    double widest = results.stream().mapToInt(each -> at(each, byQueries)).max().orElse(1);
    double slowest =
        results.stream()
            .flatMap(each -> each.measured().stream())
            .mapToDouble(each -> each.times().median() / 1000)
            .max()
            .orElse(1);
    int right = left + WIDTH - RIGHT;
    int floor = HEIGHT - BOTTOM;
    svg.append(text(left + LEFT, 18, "seconds by number of " + title));
    svg.append(
        format(
            "<path d='M%d %dV%dH%d' fill='none' stroke='#999'/>\n",
            left + LEFT, TOP, floor, right));
    for (int tick = 0; tick <= 4; tick++) {
      double y = floor - tick / 4.0 * (floor - TOP);
      svg.append(text(left + 15, (int) y + 4, format("%.1f", slowest * tick / 4)));
    }
    for (Result result : results) {
      int x = (int) x(left, at(result, byQueries) / widest);
      svg.append(text(x - 14, floor + 16, Integer.toString(at(result, byQueries))));
    }
    for (int i = 0; i < CONTENDERS.size(); i++) {
      String contender = CONTENDERS.get(i);
      StringBuilder points = new StringBuilder();
      for (Result result : results) {
        double x = x(left, at(result, byQueries) / widest);
        result
            .measured(contender)
            .map(each -> each.times().median() / 1000 / slowest)
            .map(share -> format("%.1f,%.1f ", x, floor - share * (floor - TOP)))
            .ifPresent(points::append);
      }
      svg.append(
          format(
              "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>\n",
              points.toString().trim(), COLOURS.get(i)));
      svg.append(
          format(
              "<text x='%d' y='%d' fill='%s'>%s</text>\n",
              left + LEFT + 10, TOP + 12 + 14 * i, COLOURS.get(i), contender));
    }
  }

  private static double x(int left, double share) {
    return left + LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static String text(int x, int y, String text) {
    return format("<text x='%d' y='%d'>%s</text>\n", x, y, text);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
