package io.github.diffusion4j.bench.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines over an axis, with a legend in the order of their ends, the highest first.
 *
 * @param across the horizontal axis
 * @param up the vertical axis
 * @param lines what to draw; points whose numbers an axis has no place for are left out
 * @param levels horizontal lines for orientation
 */
record LinePlot(PlotAxis across, PlotAxis up, List<Line> lines, List<Level> levels) {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 520;
  private static final int LEFT = 70;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final int LEGEND = 210;
  private static final int LEGEND_ROW = 17;

  /** Told apart by most eyes (Okabe and Ito 2008), yellow left out. */
  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9
  };

  /** Lines of the same colour differ in their dashes and the form of their points. */
  private static final float[][] DASHES = {{1, 0}, {7, 4}, {2, 3}, {9, 3, 2, 3}, {14, 4}};

  /** Points joined in their order. */
  record Line(String name, List<Point> points) {
    private double end() {
      return points.get(points.size() - 1).y();
    }
  }

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A line at one height. */
  record Level(String name, double y) {}

  BufferedImage draw() {
    List<Line> shown =
        lines.stream()
            .map(line -> new Line(line.name(), line.points().stream().filter(this::fits).toList()))
            .filter(line -> !line.points().isEmpty())
            .sorted(Comparator.comparingDouble(Line::end).reversed())
            .toList();
    int height = Math.max(HEIGHT, TOP + BOTTOM + (shown.size() + levels.size()) * LEGEND_ROW);
    BufferedImage picture = new BufferedImage(WIDTH + LEGEND, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    if (shown.isEmpty()) {
      g.setColor(Color.BLACK);
      g.drawString("nothing measured", LEFT, height / 2);
    } else {
      new Frame(g, height, range(shown, true), range(shown, false)).draw(shown);
    }
    g.dispose();
    return picture;
  }

  private boolean fits(Point point) {
    return across.fits(point.x()) && up.fits(point.y());
  }

  private PlotAxis.Range range(List<Line> shown, boolean horizontal) {
    List<Double> values = new ArrayList<>();
    for (Line line : shown) {
      line.points().forEach(point -> values.add(horizontal ? point.x() : point.y()));
    }
    if (!horizontal) {
      levels.stream().map(Level::y).filter(up::fits).forEach(values::add);
    }
    return (horizontal ? across : up).around(values);
  }

  /** One drawing. */
  private final class Frame {
    private final Graphics2D g;
    private final int bottom;
    private final int right = WIDTH - 10;
    private final PlotAxis.Range xs;
    private final PlotAxis.Range ys;

    Frame(Graphics2D g, int height, PlotAxis.Range xs, PlotAxis.Range ys) {
      this.g = g;
      this.bottom = height - BOTTOM;
      this.xs = xs;
      this.ys = ys;
    }

    private int x(double value) {
      return LEFT + (int) Math.round(xs.share(value) * (right - LEFT));
    }

    private int y(double value) {
      return bottom - (int) Math.round(ys.share(value) * (bottom - TOP));
    }

    void draw(List<Line> shown) {
      axes();
      int row = TOP + 10;
      for (int i = 0; i < shown.size(); i++) {
        Line line = shown.get(i);
        // By its place in what was given, so that a line looks the same whatever it measures.
        int style = names().indexOf(line.name());
        g.setColor(new Color(COLOURS[style % COLOURS.length]));
        line(line.points(), style / COLOURS.length);
        legend(line.name(), row, style / COLOURS.length);
        row += LEGEND_ROW;
      }
      g.setColor(Color.GRAY);
      for (Level level : levels) {
        if (up.fits(level.y())) {
          stroke(1.2f, 2);
          g.drawLine(LEFT, y(level.y()), right, y(level.y()));
          g.drawLine(WIDTH, row - 4, WIDTH + 34, row - 4);
          g.drawString(level.name(), WIDTH + 40, row);
          row += LEGEND_ROW;
        }
      }
    }

    private List<String> names() {
      return lines.stream().map(Line::name).toList();
    }

    private void axes() {
      g.setStroke(new BasicStroke(1));
      for (double tick : across.ticks(xs)) {
        g.setColor(new Color(0xE4E4E4));
        g.drawLine(x(tick), TOP, x(tick), bottom);
        g.setColor(Color.BLACK);
        centred(PlotAxis.text(tick), x(tick), bottom + 16);
      }
      for (double tick : up.ticks(ys)) {
        g.setColor(new Color(0xE4E4E4));
        g.drawLine(LEFT, y(tick), right, y(tick));
        g.setColor(Color.BLACK);
        String text = PlotAxis.text(tick);
        g.drawString(text, LEFT - 6 - g.getFontMetrics().stringWidth(text), y(tick) + 4);
      }
      g.drawRect(LEFT, TOP, right - LEFT, bottom - TOP);
      centred(across.title(), (LEFT + right) / 2, bottom + 38);
      g.rotate(-Math.PI / 2);
      centred(up.title(), -(TOP + bottom) / 2, 16);
      g.rotate(Math.PI / 2);
    }

    private void centred(String text, int x, int y) {
      g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
    }

    private void line(List<Point> points, int round) {
      stroke(1.8f, round);
      for (int i = 1; i < points.size(); i++) {
        Point a = points.get(i - 1);
        Point b = points.get(i);
        g.drawLine(x(a.x()), y(a.y()), x(b.x()), y(b.y()));
      }
      points.forEach(point -> mark(x(point.x()), y(point.y()), round));
    }

    private void legend(String name, int row, int round) {
      stroke(1.8f, round);
      g.drawLine(WIDTH, row - 4, WIDTH + 34, row - 4);
      mark(WIDTH + 17, row - 4, round);
      Color colour = g.getColor();
      g.setColor(Color.BLACK);
      g.drawString(name, WIDTH + 40, row);
      g.setColor(colour);
    }

    private void stroke(float width, int round) {
      float[] dashes = DASHES[round % DASHES.length];
      g.setStroke(
          round == 0
              ? new BasicStroke(width)
              : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
    }

    private void mark(int x, int y, int round) {
      g.setStroke(new BasicStroke(1.5f));
      switch (round % 4) {
        case 0 -> g.fillOval(x - 4, y - 4, 8, 8);
        case 1 -> g.fillRect(x - 4, y - 4, 8, 8);
        case 2 -> g.fillPolygon(new int[] {x - 5, x + 5, x}, new int[] {y + 4, y + 4, y - 5}, 3);
        default -> g.drawOval(x - 4, y - 4, 8, 8);
      }
    }
  }
}
