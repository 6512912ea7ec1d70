package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Rows of pictures, each with its name to the left, and headings over the columns.
 *
 * @param headings of the columns; none at all, or as many as the longest row has pictures
 * @param rows from top to bottom; all pictures are of one size
 * @param factor how often each pixel is repeated, across and down
 */
record PictureRows(List<String> headings, List<Row> rows, int factor) {
  private static final int GAP = 2;
  private static final int LINE = 16;

  /** Pictures with a name. */
  record Row(String name, List<Image> images) {}

  BufferedImage draw() {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    int names = 12 + rows.stream().mapToInt(row -> width(font, row.name())).max().orElse(0);
    int top = headings.isEmpty() ? GAP : LINE + GAP;
    int columns = rows.stream().mapToInt(row -> row.images().size()).max().orElse(0);
    int cell = factor * rows.get(0).images().get(0).width() + GAP;
    BufferedImage picture =
        new BufferedImage(
            names + columns * cell, top + rows.size() * cell, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(font);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setColor(Color.BLACK);
    for (int i = 0; i < headings.size(); i++) {
      g.drawString(headings.get(i), names + i * cell, LINE - 4);
    }
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      g.drawString(row.name(), 4, top + r * cell + cell / 2 + 4);
      for (int i = 0; i < row.images().size(); i++) {
        BufferedImage image = Pictures.buffered(row.images().get(i), factor);
        g.drawImage(image, names + i * cell, top + r * cell, null);
      }
    }
    g.dispose();
    return picture;
  }

  private static int width(Font font, String text) {
    BufferedImage any = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = any.createGraphics();
    int width = g.getFontMetrics(font).stringWidth(text);
    g.dispose();
    return width;
  }
}
