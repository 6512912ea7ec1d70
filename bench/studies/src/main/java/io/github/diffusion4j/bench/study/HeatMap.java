package io.github.diffusion4j.bench.study;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Shares as a table of coloured cells, panels side by side: white is 0, dark blue 1.
 *
 * @param rows names of the rows, the same in each panel
 * @param panels tables
 */
record HeatMap(List<String> rows, List<Panel> panels) {
  private static final int CELL_WIDTH = 52;
  private static final int CELL_HEIGHT = 26;
  private static final int TOP = 54;
  private static final int GAP = 18;
  private static final int MARGIN = 12;
  private static final Color FULL = new Color(0x08306B);

  /**
   * One table.
   *
   * @param columns names of the columns
   * @param shares {@code [rows][columns]}, 0 to 1; NaN for what was not measured
   */
  record Panel(String title, List<String> columns, double[][] shares) {
    int width() {
      return columns.size() * CELL_WIDTH;
    }
  }

  BufferedImage draw() {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    Graphics2D measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    int names =
        rows.stream().mapToInt(measure.getFontMetrics(font)::stringWidth).max().orElse(0)
            + 2 * MARGIN;
    measure.dispose();
    int width = names + panels.stream().mapToInt(panel -> panel.width() + GAP).sum();
    BufferedImage picture =
        new BufferedImage(
            width, TOP + rows.size() * CELL_HEIGHT + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, picture.getHeight());
    g.setFont(font);
    g.setColor(Color.BLACK);
    for (int r = 0; r < rows.size(); r++) {
      g.drawString(rows.get(r), MARGIN, TOP + r * CELL_HEIGHT + 17);
    }
    int left = names;
    for (Panel panel : panels) {
      draw(g, panel, left);
      left += panel.width() + GAP;
    }
    g.dispose();
    return picture;
  }

  private void draw(Graphics2D g, Panel panel, int left) {
    g.setColor(Color.BLACK);
    g.setFont(g.getFont().deriveFont(Font.BOLD));
    centred(g, panel.title(), left + panel.width() / 2, 20);
    g.setFont(g.getFont().deriveFont(Font.PLAIN));
    for (int c = 0; c < panel.columns().size(); c++) {
      int x = left + c * CELL_WIDTH;
      g.setColor(Color.BLACK);
      centred(g, panel.columns().get(c), x + CELL_WIDTH / 2, TOP - 10);
      for (int r = 0; r < rows.size(); r++) {
        cell(g, panel.shares()[r][c], x, TOP + r * CELL_HEIGHT);
      }
    }
  }

  private static void cell(Graphics2D g, double share, int x, int y) {
    if (Double.isNaN(share)) {
      return;
    }
    g.setColor(
        new Color(
            (int) Math.round(255 + share * (FULL.getRed() - 255)),
            (int) Math.round(255 + share * (FULL.getGreen() - 255)),
            (int) Math.round(255 + share * (FULL.getBlue() - 255))));
    g.fillRect(x, y, CELL_WIDTH - 1, CELL_HEIGHT - 1);
    g.setColor(share > 0.5 ? Color.WHITE : Color.BLACK);
    centred(g, String.format(Locale.ROOT, "%.0f", 100 * share), x + CELL_WIDTH / 2, y + 17);
  }

  private static void centred(Graphics2D g, String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
  }
}
