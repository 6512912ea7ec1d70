package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Windows;
import java.util.Objects;

/**
 * How a picture of any size gets the size that a network takes.
 *
 * <p>With antialiasing and rounding a result is Pillow's {@code resize} to the level; with
 * antialiasing alone it is that of Pillow's mode F and of PyTorch's {@code antialias=True}; with
 * neither it is PyTorch's {@code interpolate}, whose rounded form is that of torchvision's integer
 * tensors.
 *
 * @param mode what is cut off
 * @param shortEdge the length to which {@link Mode#SHORT_EDGE} resizes the shorter side; 0 in the
 *     other modes
 * @param filter of the interpolation
 * @param antialias whether the filter is stretched on the way down
 * @param rounded whether levels are rounded to whole ones from 0 to 255 afterwards
 */
public record Resizing(
    Mode mode, int shortEdge, Windows.Filter filter, boolean antialias, boolean rounded) {
  /** The most pixels that a picture may have on the way, after the one pass or both. */
  private static final long MOST_PIXELS = 1L << 25;

  /** What becomes of a picture's proportions. */
  public enum Mode {
    /** The shorter side is resized to a length, keeping proportions; then the centre is cut out. */
    SHORT_EDGE,
    /** Both sides are resized, whatever becomes of proportions. */
    STRETCH,
    /** The largest centred part of the right proportions is cut out and resized. */
    CROP
  }

  /**
   * Checks what goes together.
   *
   * @throws EvaluationException if there is a length without the mode that needs it or the other
   *     way round, or if the filter is not defined without antialiasing
   */
  public Resizing {
    Objects.requireNonNull(filter, "filter");
    if (mode == Mode.SHORT_EDGE ? shortEdge < 1 : shortEdge != 0) {
      throw new EvaluationException(
          "short-edge is %d with the resize mode %s; it is the length that mode short-edge resizes to, at least 1, and is left out in other modes"
              .formatted(shortEdge, Word.of(mode)));
    }
    if (!antialias && filter != Windows.Filter.BILINEAR && filter != Windows.Filter.BICUBIC) {
      throw new EvaluationException(
          "antialias is false with the filter %s, which programs do not agree on; it may be false with bilinear and bicubic"
              .formatted(Word.of(filter)));
    }
  }

  /**
   * Resizes.
   *
   * @return levels from about 0 to 255, {@code [height, width, channels]}
   * @throws EvaluationException if the picture is so long that it would have more than 33,554,432
   *     pixels on the way
   */
  float[] levels(Image picture, int width, int height) {
    return switch (mode) {
      case STRETCH -> resized(picture, width, height).values();
      case CROP -> resized(proportioned(picture, width, height), width, height).values();
      case SHORT_EDGE -> {
        Levels whole = byShortEdge(picture);
        yield whole
            .cut(centred(whole.width(), width), centred(whole.height(), height), width, height)
            .values();
      }
    };
  }

  private static Image proportioned(Image picture, int width, int height) {
    long across = (long) picture.height() * width / height;
    long down = (long) picture.width() * height / width;
    int partWidth = (int) Math.max(1, Math.min(picture.width(), across));
    int partHeight = (int) Math.max(1, Math.min(picture.height(), down));
    return picture.cropped(
        (picture.width() - partWidth) / 2,
        (picture.height() - partHeight) / 2,
        partWidth,
        partHeight);
  }

  /** The longer side is cut down to whole pixels, as torchvision does it. */
  private Levels byShortEdge(Image picture) {
    int shorter = Math.min(picture.width(), picture.height());
    long longer = (long) shortEdge * Math.max(picture.width(), picture.height()) / shorter;
    requireRoom(picture, longer, shortEdge);
    return picture.width() <= picture.height()
        ? resized(picture, shortEdge, (int) longer)
        : resized(picture, (int) longer, shortEdge);
  }

  /** Where a centred part begins; of two middles the even one, as Python rounds. */
  private static int centred(int length, int part) {
    return (int) Math.rint((length - part) / 2.0);
  }

  private static void requireRoom(Image picture, long width, long height) {
    if (width * height > MOST_PIXELS) {
      throw new EvaluationException(
          "a picture of %s would have %dx%d pixels on the way to the network's size, and at most %,d are allowed: crop it, or leave it out"
              .formatted(picture, width, height, MOST_PIXELS));
    }
  }

  private Levels resized(Image picture, int width, int height) {
    requireRoom(picture, width, picture.height());
    if (rounded && antialias) {
      return Levels.of(picture.resized(width, height, filter));
    }
    Levels result =
        Levels.of(picture)
            .alongRows(windows(picture.width(), width))
            .alongColumns(windows(picture.height(), height));
    return rounded ? result.rounded() : result;
  }

  private Windows windows(int from, int to) {
    if (antialias) {
      return Windows.antialiased(filter, from, to);
    }
    return filter == Windows.Filter.BILINEAR
        ? Windows.bilinear(from, to, false)
        : Windows.bicubic(from, to);
  }

  /** Returns what it is in the words of a contract. */
  String text() {
    return "%s%s %s%s%s"
        .formatted(
            Word.of(mode),
            mode == Mode.SHORT_EDGE ? " " + shortEdge : "",
            Word.of(filter),
            antialias ? " antialiased" : "",
            rounded ? " rounded" : "");
  }
}
