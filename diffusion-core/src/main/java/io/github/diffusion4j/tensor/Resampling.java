package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Other sizes, borders and crops of pictures and clips, made of the operations that {@link Tensor}
 * has; all carry gradients.
 */
public final class Resampling {
  private Resampling() {}

  /** Returns the last dimensions brought to other lengths, each place that of the nearest one. */
  public static Tensor nearest(Tensor x, int... lengths) {
    Tensor result = x;
    for (int i = 0; i < lengths.length; i++) {
      int length = lengths[i];
      int dimension = x.shape().axis(i - lengths.length);
      long old = x.shape().dim(dimension);
      result = pick(result, dimension, length, place -> (int) (place * old / length));
    }
    return result;
  }

  /**
   * Returns the last dimensions brought to other lengths by interpolating between two places.
   *
   * @param alignCorners see {@link Windows#bilinear}
   */
  public static Tensor bilinear(Tensor x, boolean alignCorners, int... lengths) {
    Tensor result = x;
    for (int i = 0; i < lengths.length; i++) {
      int dimension = x.shape().axis(i - lengths.length);
      int old = x.shape().dim(dimension);
      result = result.resample(dimension, Windows.bilinear(old, lengths[i], alignCorners));
    }
    return result;
  }

  /** Returns the last dimensions brought to other lengths by an antialiased filter. */
  public static Tensor antialiased(Tensor x, Windows.Filter filter, int... lengths) {
    Tensor result = x;
    for (int i = 0; i < lengths.length; i++) {
      int dimension = x.shape().axis(i - lengths.length);
      int old = x.shape().dim(dimension);
      result = result.resample(dimension, Windows.antialiased(filter, old, lengths[i]));
    }
    return result;
  }

  /**
   * Returns the last dimensions with a number put before and after them.
   *
   * @param before how many, for each of the last dimensions
   * @param after how many, likewise
   */
  public static Tensor pad(Tensor x, double number, int[] before, int[] after) {
    checkPadding(x, before, after);
    Tensor result = x;
    for (int i = 0; i < before.length; i++) {
      int dimension = x.shape().axis(i - before.length);
      Shape shape = result.shape();
      Tensor front = x.engine().full(number, shape.with(dimension, before[i]), x.type());
      Tensor back = x.engine().full(number, shape.with(dimension, after[i]), x.type());
      result = Tensor.concat(dimension, front, result, back);
    }
    return result;
  }

  /**
   * Returns the last dimensions mirrored before and after, without repeating the border itself.
   *
   * @param before how many places, for each of the last dimensions; fewer than it has
   * @param after how many, likewise
   */
  public static Tensor padReflect(Tensor x, int[] before, int[] after) {
    checkPadding(x, before, after);
    Tensor result = x;
    for (int i = 0; i < before.length; i++) {
      int dimension = x.shape().axis(i - before.length);
      int length = x.shape().dim(dimension);
      int front = before[i];
      if (Math.max(front, after[i]) >= length) {
        throw new ShapeException(
            "padReflect: %d and %d places mirrored at dimension %d of %s: there are only %d beyond the border"
                .formatted(front, after[i], dimension, x.shape(), Math.max(0, length - 1)));
      }
      result =
          pick(
              result,
              dimension,
              front + length + after[i],
              place -> length - 1 - Math.abs(length - 1 - Math.abs(place - front)));
    }
    return result;
  }

  private static void checkPadding(Tensor x, int[] before, int[] after) {
    if (before.length != after.length || before.length > x.shape().rank()) {
      throw new ShapeException(
          "pad: %d and %d lengths do not fit %s: give one of each for every dimension padded"
              .formatted(before.length, after.length, x.shape()));
    }
    if (Arrays.stream(before).anyMatch(n -> n < 0) || Arrays.stream(after).anyMatch(n -> n < 0)) {
      throw new ShapeException(
          "pad: %s before and %s after: lengths are 0 or more; slice to take away"
              .formatted(Arrays.toString(before), Arrays.toString(after)));
    }
  }

  /**
   * Reads pictures {@code [N, C, H, W]} at the points of a grid {@code [N, h, w, 2]}, bilinearly;
   * the result is {@code [N, C, h, w]}.
   *
   * @param grid x then y, from -1 at the left and upper border to 1 at the right and lower one
   * @param alignCorners whether -1 and 1 are the middles of the outermost places, rather than the
   *     borders of the picture
   */
  public static Tensor gridSample(
      Tensor x, Tensor grid, Spatial.Sample.Outside outside, boolean alignCorners) {
    Shape shape = grid.shape();
    if (x.shape().rank() != 4
        || shape.rank() != 4
        || shape.dim(0) != x.shape().dim(0)
        || shape.dim(3) != 2) {
      throw new ShapeException(
          "gridSample: grid %s does not fit %s: expected [N, h, w, 2] and [N, C, H, W] with one N"
              .formatted(shape, x.shape()));
    }
    double[] scale = new double[2];
    double[] shift = new double[2];
    for (int i = 0; i < 2; i++) {
      int length = x.shape().dim(3 - i);
      scale[i] = 0.5 * (alignCorners ? length - 1 : length);
      shift[i] = 0.5 * (length - 1);
    }
    Tensor points =
        grid.multiply(x.engine().tensor(scale, Shape.of(2), x.type()))
            .add(x.engine().tensor(shift, Shape.of(2), x.type()));
    int[] images = new int[grid.shape().dim(0)];
    Arrays.setAll(images, i -> i);
    return Tensor.run(new Spatial.Sample(Indices.of(images), outside), x, points);
  }

  /**
   * Cuts boxes out of feature maps {@code [N, C, H, W]} and brings them to one size {@code [R, C,
   * height, width]}: RoIAlign (He et al. 2017) with half-pixel alignment. Each place is the mean of
   * {@code samples x samples} bilinear readings. Gradients go to the features, and to the boxes if
   * they carry any.
   *
   * @param boxes {@code [R, 4]}: left, top, right, bottom
   * @param images which of the N each box is in
   * @param scale of the feature map against the boxes' coordinates, such as 1/16
   */
  public static Tensor roiAlign(
      Tensor x, Tensor boxes, Indices images, int height, int width, double scale, int samples) {
    if (boxes.shape().rank() != 2 || boxes.shape().dim(1) != 4) {
      throw new ShapeException(
          "roiAlign: boxes %s: expected [R, 4], left, top, right and bottom"
              .formatted(boxes.shape()));
    }
    int rows = height * samples;
    int columns = width * samples;
    Tensor scaled = boxes.affine(scale, -0.5);
    int count = boxes.shape().dim(0);
    Shape points = Shape.of(count, rows, columns, 1);
    Tensor across = between(scaled, 0, Shape.of(1, 1, columns, 1), columns).broadcastTo(points);
    Tensor down = between(scaled, 1, Shape.of(1, rows, 1, 1), rows).broadcastTo(points);
    Spatial.Sample.Outside rule = Spatial.Sample.Outside.BORDER_THEN_ZERO;
    Tensor read = Tensor.run(new Spatial.Sample(images, rule), x, Tensor.concat(3, across, down));
    List<Integer> window = List.of(samples, samples);
    return read.pool(new Spatial.Pool(Spatial.Pool.Kind.AVERAGE, window, window, List.of(0, 0)));
  }

  /** The middles of equal parts of the boxes' sides along x (0) or y (1). */
  private static Tensor between(Tensor boxes, int axis, Shape shape, int parts) {
    double[] middles = new double[parts];
    Arrays.setAll(middles, i -> (i + 0.5) / parts);
    Tensor start = boxes.slice(1, axis, axis + 1).reshape(-1, 1, 1, 1);
    Tensor end = boxes.slice(1, axis + 2, axis + 3).reshape(-1, 1, 1, 1);
    Tensor fractions = boxes.engine().tensor(middles, shape, boxes.type());
    return start.add(end.subtract(start).multiply(fractions));
  }

  private static Tensor pick(Tensor x, int dimension, int length, IntUnaryOperator from) {
    int[] indices = new int[length];
    Arrays.setAll(indices, from);
    return x.indexSelect(dimension, indices);
  }
}
