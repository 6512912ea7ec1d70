package io.github.diffusion4j.image;

import java.util.Arrays;
import java.util.List;

/** Many pictures on one. */
public final class ContactSheet {
  private static final int GAP = 2;

  /** Set off against pictures on black as well as on white. */
  private static final byte BACKGROUND = (byte) 128;

  private ContactSheet() {}

  /**
   * Lays pictures out row by row, 2 pixels of mid-grey between and around them; smaller pictures
   * lie at the top left of their cell. The sheet is grey if all pictures are.
   *
   * @param columns pictures a row; the last row may be shorter
   * @throws IllegalArgumentException if there is no picture or no column, or the sheet would pass 2
   *     billion samples
   */
  public static Image of(List<Image> images, int columns) {
    if (images.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "a contact sheet takes at least 1 picture and 1 column, not %d and %d"
              .formatted(images.size(), columns));
    }
    int across = Math.min(columns, images.size());
    int down = (images.size() + across - 1) / across;
    int cellWidth = images.stream().mapToInt(Image::width).max().orElseThrow() + GAP;
    int cellHeight = images.stream().mapToInt(Image::height).max().orElseThrow() + GAP;
    int channels = images.stream().mapToInt(Image::channels).max().orElseThrow();
    long samples = ((long) across * cellWidth + GAP) * ((long) down * cellHeight + GAP) * channels;
    if (samples > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          images.size() + " pictures in " + columns + " columns are too large for one sheet");
    }
    int width = across * cellWidth + GAP;
    int height = down * cellHeight + GAP;
    byte[] sheet = new byte[(int) samples];
    Arrays.fill(sheet, BACKGROUND);
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i).withChannels(channels);
      int left = GAP + i % across * cellWidth;
      int top = GAP + i / across * cellHeight;
      int rowLength = image.width() * channels;
      for (int y = 0; y < image.height(); y++) {
        System.arraycopy(
            image.shared(), y * rowLength, sheet, ((top + y) * width + left) * channels, rowLength);
      }
    }
    return Image.wrap(width, height, channels, sheet);
  }
}
