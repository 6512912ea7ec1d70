package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.image.Image;
import java.util.Locale;

/**
 * Which parts of a picture differ: the root mean square of the difference in each of 4x4 tiles, as
 * shares of the whole range of brightness. A copy of which one part was changed differs in that
 * part alone.
 *
 * @param across tiles a side, 4 unless the picture has fewer pixels
 * @param differences of the tiles, row by row, 0 to 1
 */
record TileMap(int across, double[] differences) {
  private static final int TILES = 4;
  private static final int UNIT = 10;

  /** From this difference on, a tile has its full colour. */
  private static final double FULL = 0.25;

  /** Measures a picture of absolute differences. */
  static TileMap of(Image difference) {
    int across = Math.min(TILES, Math.min(difference.width(), difference.height()));
    double[] tiles = new double[across * across];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] = rootMeanSquare(difference, tile % across, tile / across, across);
    }
    return new TileMap(across, tiles);
  }

  private static double rootMeanSquare(Image image, int column, int row, int across) {
    double sum = 0;
    long count = 0;
    for (int y = row * image.height() / across; y < (row + 1) * image.height() / across; y++) {
      for (int x = column * image.width() / across;
          x < (column + 1) * image.width() / across;
          x++) {
        for (int channel = 0; channel < image.channels(); channel++) {
          double share = image.sample(x, y, channel) / 255.0;
          sum += share * share;
          count++;
        }
      }
    }
    return Math.sqrt(sum / count);
  }

  /** Returns the tile that differs most, the first of equals. */
  int most() {
    int most = 0;
    for (int tile = 1; tile < differences.length; tile++) {
      most = differences[tile] > differences[most] ? tile : most;
    }
    return most;
  }

  /** Returns the tiles as a drawing, the one that differs most outlined. */
  String svg() {
    int most = most();
    int side = UNIT * across;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg class=\"tiles\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            side, side, text()));
    for (int tile = 0; tile < differences.length; tile++) {
      int x = tile % across * UNIT;
      int y = tile / across * UNIT;
      svg.append(
          format(
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill-opacity=\"%.2f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text>",
              x,
              y,
              UNIT,
              UNIT,
              Math.min(1, differences[tile] / FULL),
              x + UNIT / 2,
              y + UNIT * 0.65,
              100 * differences[tile]));
    }
    if (differences[most] > 0) {
      svg.append(
          format(
              "<rect class=\"most\" x=\"%.1f\" y=\"%.1f\" width=\"9.2\" height=\"9.2\"/>",
              most % across * UNIT + 0.4, most / across * UNIT + 0.4));
    }
    return svg.append("</svg>").toString();
  }

  /** Says which tile differs most, and by how much. */
  String text() {
    int most = most();
    return differences[most] == 0
        ? "no tile differs"
        : format(
            "the tile in row %d, column %d differs most, by %.1f %%",
            most / across + 1, most % across + 1, 100 * differences[most]);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
