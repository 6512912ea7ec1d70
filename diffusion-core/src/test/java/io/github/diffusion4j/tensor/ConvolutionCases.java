package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;

import java.util.ArrayList;
import java.util.List;

/** Cases of convolution, of pictures and clips. */
final class ConvolutionCases {
  private ConvolutionCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    pictures(cases);
    clips(cases);
    groups(cases);
    cases.addAll(manyChannels());
    return cases;
  }

  private static void pictures(List<OpCase> cases) {
    cases.add(plain(1, 1, dims(2, 3, 5, 4), dims(4, 3, 3, 3)));
    cases.add(plain(2, 1, dims(1, 2, 6, 6), dims(3, 2, 3, 3)));
    cases.add(plain(1, 0, dims(2, 4, 3, 3), dims(2, 4, 1, 1)));
    cases.add(plain(2, 0, dims(2, 1, 5, 7), dims(2, 1, 2, 3)));
    cases.add(plain(3, 0, dims(1, 2, 7, 7), dims(2, 2, 1, 1)));
    cases.add(plain(1, 3, dims(1, 1, 2, 2), dims(1, 1, 3, 3)));
    cases.add(plain(1, 0, dims(1, 1, 1, 1), dims(1, 1, 1, 1)));
    cases.add(plain(1, 0, dims(1, 2, 4, 5), dims(3, 2, 4, 5)));
    cases.add(
        convolution(List.of(2, 1), List.of(0, 2), List.of(1, 1), 1, dims(1, 2, 5, 4), 3, 3, 2));
    cases.add(
        convolution(List.of(1, 1), List.of(2, 2), List.of(2, 2), 1, dims(1, 2, 5, 6), 2, 3, 3));
    cases.add(
        convolution(List.of(2, 3), List.of(1, 3), List.of(1, 3), 1, dims(2, 2, 6, 7), 2, 2, 3));
  }

  private static void clips(List<OpCase> cases) {
    cases.add(
        convolution(
            List.of(1, 1, 1),
            List.of(1, 1, 1),
            List.of(1, 1, 1),
            1,
            dims(1, 2, 3, 4, 3),
            3,
            3,
            3,
            3));
    cases.add(
        convolution(
            List.of(1, 2, 2),
            List.of(0, 1, 1),
            List.of(1, 1, 1),
            1,
            dims(2, 3, 2, 5, 4),
            2,
            1,
            3,
            3));
    cases.add(
        convolution(
            List.of(2, 1, 1),
            List.of(1, 0, 0),
            List.of(1, 1, 1),
            1,
            dims(1, 2, 5, 2, 3),
            2,
            3,
            1,
            1));
    cases.add(
        convolution(
            List.of(1, 1, 1),
            List.of(0, 0, 0),
            List.of(1, 1, 1),
            1,
            dims(2, 3, 2, 2, 3),
            4,
            1,
            1,
            1));
    cases.add(
        convolution(
            List.of(1, 2, 1),
            List.of(2, 0, 1),
            List.of(2, 1, 1),
            2,
            dims(1, 4, 4, 3, 3),
            2,
            3,
            2,
            3));
    cases.add(
        convolution(
            List.of(1, 1, 1),
            List.of(1, 1, 1),
            List.of(1, 1, 1),
            1,
            dims(1, 16, 3, 4, 4),
            16,
            3,
            3,
            3));
    cases.add(
        convolution(
            List.of(1, 2, 2),
            List.of(1, 1, 1),
            List.of(1, 1, 1),
            3,
            dims(1, 3, 4, 5, 5),
            3,
            3,
            3,
            3));
  }

  private static void groups(List<OpCase> cases) {
    List<Integer> one = List.of(1, 1);
    // Depthwise, with one and with two outputs a channel.
    cases.add(convolution(one, one, one, 4, dims(2, 4, 4, 5), 4, 3, 3));
    cases.add(convolution(List.of(2, 2), one, one, 3, dims(1, 3, 5, 5), 6, 3, 3));
    cases.add(convolution(one, List.of(2, 2), List.of(2, 2), 16, dims(1, 16, 5, 5), 16, 3, 3));
    cases.add(convolution(one, List.of(0, 0), one, 2, dims(2, 4, 3, 3), 6, 1, 1));
    cases.add(convolution(one, one, one, 2, dims(1, 32, 5, 4), 32, 3, 3));
    cases.add(convolution(one, one, one, 3, dims(1, 48, 4, 4), 48, 3, 3));
    cases.add(convolution(List.of(2, 2), one, one, 2, dims(2, 48, 5, 5), 32, 3, 3));
    cases.add(convolution(one, List.of(0, 0), one, 2, dims(1, 32, 4, 4), 64, 1, 1));
    cases.add(convolution(one, one, one, 4, dims(1, 32, 4, 4), 16, 3, 3));
  }

  /** Engines may lay out arrays of many channels in their own way; sixteen is the usual block. */
  static List<OpCase> manyChannels() {
    return List.of(
        plain(1, 1, dims(1, 8, 6, 6), dims(12, 8, 3, 3)),
        plain(1, 1, dims(2, 12, 5, 5), dims(8, 12, 3, 3)),
        plain(1, 1, dims(2, 16, 8, 8), dims(32, 16, 3, 3)),
        plain(1, 1, dims(1, 32, 7, 9), dims(16, 32, 3, 3)),
        plain(1, 1, dims(3, 3, 8, 8), dims(16, 3, 3, 3)),
        plain(1, 1, dims(3, 16, 8, 8), dims(3, 16, 3, 3)),
        plain(1, 1, dims(2, 24, 6, 6), dims(16, 24, 3, 3)),
        plain(1, 1, dims(1, 24, 6, 6), dims(24, 24, 3, 3)),
        plain(1, 1, dims(2, 16, 1, 1), dims(16, 16, 3, 3)),
        plain(2, 1, dims(2, 16, 9, 8), dims(16, 16, 3, 3)),
        plain(2, 1, dims(2, 3, 8, 8), dims(32, 3, 3, 3)),
        plain(2, 0, dims(1, 16, 7, 7), dims(16, 16, 1, 1)),
        plain(1, 0, dims(2, 16, 8, 8), dims(16, 16, 3, 3)),
        plain(1, 0, dims(2, 48, 5, 5), dims(16, 48, 1, 1)),
        plain(1, 2, dims(1, 16, 8, 8), dims(16, 16, 5, 5)),
        convolution(List.of(1, 1), List.of(2, 2), List.of(2, 2), 1, dims(1, 16, 7, 7), 16, 3, 3));
  }

  private static OpCase plain(int stride, int padding, int[] x, int[] weights) {
    return OpCase.of(Spatial.Convolution.of(stride, padding), x, weights, dims(weights[0]));
  }

  private static OpCase convolution(
      List<Integer> stride,
      List<Integer> padding,
      List<Integer> dilation,
      int groups,
      int[] x,
      int outputs,
      int... kernel) {
    int[] weights = Shape.of(outputs, x[1] / groups).then(kernel).toArray();
    Op op = new Spatial.Convolution(stride, padding, dilation, groups);
    return OpCase.of(op, x, weights, dims(outputs));
  }
}
