package io.github.diffusion4j.data;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Locale;

/** What a picture of the built-in shapes shows, in the words of its caption. */
record ShapeScene(Figure figure, Ink ink, Size size, Place place, Backdrop backdrop) {

  /** Colours a person names without hesitation. */
  enum Ink {
    RED(0xD62728),
    GREEN(0x2CA02C),
    BLUE(0x1F4FD8),
    YELLOW(0xF5D020),
    PURPLE(0x8E3CB4),
    ORANGE(0xFF8C1A);

    final int rgb;

    Ink(int rgb) {
      this.rgb = rgb;
    }
  }

  /** The radius as a share of the picture's side. */
  enum Size {
    SMALL(0.17),
    LARGE(0.27);

    final double radius;

    Size(double radius) {
      this.radius = radius;
    }
  }

  /** Where the middle of the figure lies; -1, 0, 1 from left to right and top to bottom. */
  enum Place {
    TOP_LEFT("at the top left", -1, -1),
    TOP("at the top", 0, -1),
    TOP_RIGHT("at the top right", 1, -1),
    LEFT("at the left", -1, 0),
    CENTRE("in the centre", 0, 0),
    RIGHT("at the right", 1, 0),
    BOTTOM_LEFT("at the bottom left", -1, 1),
    BOTTOM("at the bottom", 0, 1),
    BOTTOM_RIGHT("at the bottom right", 1, 1);

    final String words;
    final int across;
    final int down;

    Place(String words, int across, int down) {
      this.words = words;
      this.across = across;
      this.down = down;
    }
  }

  /** Backgrounds, none of them a colour of a figure. */
  enum Backdrop {
    BLACK(0x141414),
    GREY(0x808080),
    WHITE(0xF2F2F2);

    final int rgb;

    Backdrop(int rgb) {
      this.rgb = rgb;
    }
  }

  static final int COUNT =
      Figure.values().length
          * Ink.values().length
          * Size.values().length
          * Place.values().length
          * Backdrop.values().length;

  /** Returns one of the {@link #COUNT} scenes. */
  static ShapeScene of(int number) {
    int rest = number;
    Figure figure = Figure.values()[rest % Figure.values().length];
    rest /= Figure.values().length;
    Ink ink = Ink.values()[rest % Ink.values().length];
    rest /= Ink.values().length;
    Size size = Size.values()[rest % Size.values().length];
    rest /= Size.values().length;
    Place place = Place.values()[rest % Place.values().length];
    rest /= Place.values().length;
    return new ShapeScene(figure, ink, size, place, Backdrop.values()[rest]);
  }

  /**
   * Tells whether the scene is kept for the held-out pictures: about one in six, scattered, so that
   * every word occurs on both sides and only the combination is new.
   */
  static boolean isHeldOut(int number) {
    return Long.remainderUnsigned(RandomStream.mix(number * 0x9E3779B97F4A7C15L + 1), 6) == 0;
  }

  boolean isLargeInTheCentre() {
    return size == Size.LARGE && place == Place.CENTRE;
  }

  /** Returns such as "a small red circle at the top left on a grey background". */
  String caption() {
    return "a %s %s %s %s on a %s background"
        .formatted(lower(size), lower(ink), figure, place.words, lower(backdrop));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
