package io.github.diffusion4j.tensor;

import java.util.List;

/** Operations on the places of pictures {@code [N, C, H, W]} or clips {@code [N, C, L, H, W]}. */
public sealed interface Spatial extends Op {

  /**
   * Cross-correlation with weights {@code [O, C / groups, kernel...]}, then a bias {@code [O]}.
   *
   * @param stride along each dimension of places, 1 or more; there are two or three
   * @param padding zeros put before and after, along each
   * @param dilation distance between the kernel's taps, along each, 1 or more
   * @param groups the channels split into, each seen by its own outputs
   */
  record Convolution(
      List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups)
      implements Spatial {
    /** A convolution of pictures with the same numbers along both dimensions. */
    public static Convolution of(int stride, int padding) {
      return new Convolution(List.of(stride, stride), List.of(padding, padding), List.of(1, 1), 1);
    }

    @Override
    public String label() {
      return "conv" + stride.size() + "d";
    }

    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      Shape w = in.get(1);
      int places = stride.size();
      if (places < 2
          || places > 3
          || padding.size() != places
          || dilation.size() != places
          || groups < 1
          || x.rank() != places + 2
          || w.rank() != places + 2
          || x.dim(1) != groups * w.dim(1)
          || w.dim(0) % groups != 0) {
        String lengths = places == 3 ? "L, H, W" : "H, W";
        String kernel = places == 3 ? "kL, kH, kW" : "kH, kW";
        throw new ShapeException(
            "%s: input %s does not fit weights %s with %d groups: expected [N, C, %s] and"
                    .formatted(label(), x, w, groups, lengths)
                + " [O, C, %s] with the same C, groups times in the input, and O a multiple of the groups"
                    .formatted(kernel));
      }
      if (!in.get(2).equals(Shape.of(w.dim(0)))) {
        throw new ShapeException(
            "%s: bias %s does not fit weights %s: expected [%d]"
                .formatted(label(), in.get(2), w, w.dim(0)));
      }
      if (dilation.stream().anyMatch(distance -> distance < 1)) {
        throw new ShapeException("%s: dilation %s: each is 1 or more".formatted(label(), dilation));
      }
      Shape result = x.with(1, w.dim(0));
      for (int i = 0; i < places; i++) {
        int extent = dilation.get(i) * (w.dim(i + 2) - 1) + 1;
        result =
            result.with(
                i + 2, steps(this, x, i, extent, stride.get(i), padding.get(i), padding.get(i)));
      }
      return result;
    }
  }

  /**
   * The average or the largest of windows of places.
   *
   * @param kind which; padding counts as zeros in averages, and never as the largest
   * @param kernel lengths of the window
   * @param stride from one window to the next
   * @param padding before and after, at most half the kernel
   */
  record Pool(Kind kind, List<Integer> kernel, List<Integer> stride, List<Integer> padding)
      implements Spatial {
    /** Which number stands for a window. */
    public enum Kind {
      AVERAGE,
      /** The gradient goes to the first of the largest. */
      MAX
    }

    @Override
    public String label() {
      return kind == Kind.AVERAGE ? "averagePool" : "maxPool";
    }

    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      int places = kernel.size();
      if (x.rank() != places + 2 || stride.size() != places || padding.size() != places) {
        throw new ShapeException(
            "%s: %s does not fit a kernel of %s: expected [N, C, ...] with a length for each"
                .formatted(label(), x, kernel));
      }
      Shape result = x;
      for (int i = 0; i < places; i++) {
        int pad = padding.get(i);
        if (2 * pad > kernel.get(i)) {
          throw new ShapeException(
              "%s: padding %s is more than half the kernel %s; some windows would hold nothing"
                  .formatted(label(), padding, kernel));
        }
        result = result.with(i + 2, steps(this, x, i, kernel.get(i), stride.get(i), pad, pad));
      }
      return result;
    }
  }

  /** Doubles the last two dimensions by repeating each element. */
  record UpsampleNearest() implements Spatial {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.rank() < 4) {
        throw new ShapeException("upsampleNearest: expected [N, C, ..., H, W], got " + x);
      }
      return x.with(-2, 2 * x.dim(-2)).with(-1, 2 * x.dim(-1));
    }
  }

  /** Makes each place of a dimension from a window of it: blurs it, or gives it another length. */
  record Resample(int dimension, Windows windows) implements Spatial {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.dim(dimension) != windows.inputLength()) {
        throw new ShapeException(
            "resample: dimension %d of %s does not have the length %d that the windows are for"
                .formatted(dimension, x, windows.inputLength()));
      }
      return x.with(dimension, windows.count());
    }
  }

  /**
   * Reads {@code [N, C, H, W]} at any points, between its places bilinearly. Points are {@code [R,
   * h, w, 2]}, x then y in places of the input, 0 being the middle of the first; the result is
   * {@code [R, C, h, w]}. Gradients go to both.
   *
   * @param images which of the N each of the R grids of points reads
   * @param outside what lies beyond the border
   */
  record Sample(Indices images, Outside outside) implements Spatial {
    /** What is read beyond the border. */
    public enum Outside {
      /** Zeros; from the middle of the last place on they blend in over the length of one. */
      ZERO,
      /** The nearest place. */
      BORDER,
      /** The nearest place up to one place outside, zeros beyond: RoIAlign's rule. */
      BORDER_THEN_ZERO
    }

    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      Shape points = in.get(1);
      if (x.rank() != 4
          || points.rank() != 4
          || points.dim(3) != 2
          || !images.shape().equals(Shape.of(points.dim(0)))) {
        throw new ShapeException(
            "sample: %s, points %s and %s images do not fit: expected [N, C, H, W], [R, h, w, 2]"
                    .formatted(x, points, images.shape())
                + " and an image for each of the R");
      }
      for (int image : images.toArray()) {
        if (image < 0 || image >= x.dim(0)) {
          throw new ShapeException(
              "sample: image %d is not in %s; images go from 0 to %d"
                  .formatted(image, x, x.dim(0) - 1));
        }
      }
      return Shape.of(points.dim(0), x.dim(1), points.dim(1), points.dim(2));
    }
  }

  /** Returns how many windows fit along a dimension of places. */
  private static int steps(
      Op op, Shape x, int place, int extent, int stride, int before, int after) {
    int room = x.dim(place + 2) + before + after - extent;
    if (room < 0) {
      throw new ShapeException(
          "%s: a kernel of extent %d is larger than dimension %d of %s with padding %d"
              .formatted(op.label(), extent, place + 2, x, before));
    }
    if (stride < 1 || before < 0 || extent < 1) {
      throw new ShapeException(
          "%s: stride %d, padding %d and kernel extent %d: all but padding are 1 or more"
              .formatted(op.label(), stride, before, extent));
    }
    return room / stride + 1;
  }
}
