package io.github.diffusion4j.bench.compare;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Time above, memory below, along batch, size and channels; both axes logarithmic. */
final class ScalingPlot {
  private static final List<String> CURVES = List.of("batch", "size", "channels");
  private static final int WIDTH = 300;
  private static final int HEIGHT = 220;
  private static final int MARGIN = 50;
  private static final Color LINE = new Color(0x1f5fa8);

  private ScalingPlot() {}

  static BufferedImage draw(List<Scaling> points) {
    BufferedImage picture =
        new BufferedImage(CURVES.size() * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    for (int i = 0; i < CURVES.size(); i++) {
      String curve = CURVES.get(i);
      List<Scaling> own = points.stream().filter(p -> p.setting().curve().equals(curve)).toList();
      panel(g, i * WIDTH, 0, "ms a step by " + curve, own, Scaling::milliseconds);
      panel(g, i * WIDTH, HEIGHT, "MB of tensors by " + curve, own, Scaling::tensorMegabytes);
    }
    g.dispose();
    return picture;
  }

  private static void panel(
      Graphics2D g,
      int left,
      int top,
      String title,
      List<Scaling> points,
      ToDoubleFunction<Scaling> value) {
    g.setColor(Color.BLACK);
    g.drawString(title, left + MARGIN, top + 18);
    if (points.isEmpty()) {
      g.drawString("nothing measured", left + MARGIN, top + HEIGHT / 2);
      return;
    }
    double lowX = points.stream().mapToDouble(p -> p.setting().at()).min().orElseThrow();
    double highX = points.stream().mapToDouble(p -> p.setting().at()).max().orElseThrow();
    double lowY = points.stream().mapToDouble(value).min().orElseThrow();
    double highY = points.stream().mapToDouble(value).max().orElseThrow();
    g.setColor(Color.LIGHT_GRAY);
    g.drawRect(left + MARGIN, top + 30, WIDTH - MARGIN - 20, HEIGHT - 70);
    int earlierX = 0;
    int earlierY = 0;
    for (int i = 0; i < points.size(); i++) {
      Scaling point = points.get(i);
      double y = value.applyAsDouble(point);
      int atX =
          left
              + MARGIN
              + 15
              + (int) (share(point.setting().at(), lowX, highX) * (WIDTH - MARGIN - 70));
      int atY = top + HEIGHT - 55 - (int) (share(y, lowY, highY) * (HEIGHT - 120));
      g.setColor(LINE);
      g.setStroke(new BasicStroke(2));
      g.fillOval(atX - 3, atY - 3, 7, 7);
      if (i > 0) {
        g.drawLine(earlierX, earlierY, atX, atY);
      }
      g.setColor(Color.BLACK);
      g.drawString(String.format(Locale.ROOT, "%,.0f", y), atX - 12, atY - 8);
      g.drawString(Integer.toString(point.setting().at()), atX - 6, top + HEIGHT - 25);
      earlierX = atX;
      earlierY = atY;
    }
  }

  private static double share(double value, double low, double high) {
    return high == low ? 0.5 : Math.log(value / low) / Math.log(high / low);
  }
}
