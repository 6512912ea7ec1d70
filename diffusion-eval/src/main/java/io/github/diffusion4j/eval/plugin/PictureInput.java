package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The array that a network gets for a picture: {@code (low + (high - low) * level / 255 - mean[c])
 * / std[c]}, computed in doubles and rounded to floats at the end.
 *
 * @param width of the array in pixels, 1 to {@value #MOST_SIDE}
 * @param height of the array in pixels, 1 to {@value #MOST_SIDE}
 * @param resizing how the picture gets that size
 * @param channels which it has, and in which order
 * @param low what level 0 becomes
 * @param high what level 255 becomes, above {@code low}
 * @param mean by channel, in the order of {@code channels}
 * @param std by channel, above 0
 * @param layout the order of the dimensions
 */
public record PictureInput(
    int width,
    int height,
    Resizing resizing,
    Channels channels,
    double low,
    double high,
    List<Double> mean,
    List<Double> std,
    Layout layout) {
  private static final int MOST_SIDE = 4096;

  /** The channels of an array. */
  public enum Channels {
    /** Luma of ITU-R BT.601. */
    GREY,
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR;

    int count() {
      return this == GREY ? 1 : 3;
    }
  }

  /** The dimensions of an array of pictures. */
  public enum Layout {
    /** {@code [pictures, channels, height, width]}. */
    NCHW,
    /** {@code [pictures, height, width, channels]}. */
    NHWC
  }

  /**
   * Checks all ranges.
   *
   * @throws EvaluationException if one is left; the message has the key and the value
   */
  public PictureInput {
    Objects.requireNonNull(layout, "layout");
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    requireSide("width", width);
    requireSide("height", height);
    if (resizing.mode() == Resizing.Mode.SHORT_EDGE) {
      requireSide("short-edge", resizing.shortEdge());
      if (resizing.shortEdge() < Math.max(width, height)) {
        throw new EvaluationException(
            "short-edge is %d, less than the %dx%d that are cut out of the centre; it is at least the longer side of these"
                .formatted(resizing.shortEdge(), width, height));
      }
    }
    if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
      throw new EvaluationException(
          "range is [%s, %s]; it has two finite numbers, the lower first, such as [0, 1]"
              .formatted(low, high));
    }
    requireEach("mean", mean, channels, Double::isFinite, "finite numbers");
    requireEach("std", std, channels, x -> Double.isFinite(x) && x > 0, "numbers above 0");
  }

  private static void requireSide(String key, int length) {
    if (length < 1 || length > MOST_SIDE) {
      throw new EvaluationException(
          "%s is %d; it is a number of pixels from 1 to %d".formatted(key, length, MOST_SIDE));
    }
  }

  private static void requireEach(
      String key, List<Double> values, Channels channels, Predicate<Double> allowed, String what) {
    if (values.size() != channels.count() || !values.stream().allMatch(allowed)) {
      throw new EvaluationException(
          "%s is %s; of the channels %s it has %d %s, in their order"
              .formatted(key, values, Word.of(channels), channels.count(), what));
    }
  }

  /** Returns how many numbers a picture has. */
  public int size() {
    return width * height * channels.count();
  }

  /** Returns the shape of an array of so many pictures. */
  public long[] shape(int pictures) {
    return layout == Layout.NCHW
        ? new long[] {pictures, channels.count(), height, width}
        : new long[] {pictures, height, width, channels.count()};
  }

  /**
   * Makes the array of a picture, without the dimension of pictures.
   *
   * @throws EvaluationException if the picture is too long to be resized by its short edge
   */
  public float[] array(Image picture) {
    int count = channels.count();
    float[] levels = resizing.levels(picture.withChannels(count), width, height);
    float[] array = new float[size()];
    int plane = width * height;
    for (int c = 0; c < count; c++) {
      int from = channels == Channels.BGR ? 2 - c : c;
      for (int i = 0; i < plane; i++) {
        double value = low + (high - low) * levels[i * count + from] / 255.0;
        int to = layout == Layout.NCHW ? c * plane + i : i * count + c;
        array[to] = (float) ((value - mean.get(c)) / std.get(c));
      }
    }
    return array;
  }

  /** Returns what it is in one line; of equal inputs it is equal, of different ones different. */
  String text() {
    return "%dx%d %s, %s [%s, %s] mean %s std %s, %s"
        .formatted(
            width,
            height,
            resizing.text(),
            Word.of(channels),
            low,
            high,
            mean,
            std,
            Word.of(layout));
  }
}
