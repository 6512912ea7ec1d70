package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.ArrayList;
import java.util.List;

/** Cases of the operations that are matrix products at heart. */
final class ProductCases {
  private ProductCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    matrices(cases);
    cases.add(of(new Product.Linear(), dims(3, 4), dims(5, 4), dims(5)));
    cases.add(of(new Product.Linear(), dims(4), dims(5, 4), dims(5)));
    cases.add(of(new Product.Linear(), dims(2, 3, 4), dims(1, 4), dims(1)));
    cases.add(of(new Product.Linear(), dims(2, 1, 2, 3), dims(4, 3), dims(4)));
    cases.add(of(new Product.Linear(), dims(1, 1), dims(1, 1), dims(1)));
    cases.add(of(new Product.Linear(), dims(7, 33), dims(17, 33), dims(17)));
    for (boolean channelsFirst : new boolean[] {false, true}) {
      attention(cases, channelsFirst);
    }
    return cases;
  }

  private static void matrices(List<OpCase> cases) {
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        Op op = new Product.MatMul(a, b);
        int[] right = b ? dims(2, 4) : dims(4, 2);
        int[] left = a ? dims(4, 3) : dims(3, 4);
        cases.add(of(op, left, right));
        cases.add(of(op, before(left, 2), before(right, 2)));
        cases.add(of(op, before(left, 2, 3), before(right, 2, 3)));
        cases.add(of(op, before(left, 1), before(right, 1)));
        if (!a) {
          cases.add(of(op, before(left, 2), right));
          cases.add(of(op, before(left, 2, 3), right));
        }
      }
    }
    cases.add(of(new Product.MatMul(false, false), dims(1, 1), dims(1, 1)));
    cases.add(of(new Product.MatMul(false, false), dims(1, 5), dims(5, 1)));
    cases.add(of(new Product.MatMul(false, false), dims(5, 1), dims(1, 5)));
    cases.add(of(new Product.MatMul(false, true), dims(17, 33), dims(19, 33)));
  }

  private static void attention(List<OpCase> cases, boolean channelsFirst) {
    Op one = new Product.Attention(1, 0.5, false, channelsFirst);
    Op two = new Product.Attention(2, 0.7, false, channelsFirst);
    Op causal = new Product.Attention(2, 0.7, true, channelsFirst);
    cases.add(attention(one, channelsFirst, dims(2, 3, 3, 4, 4)));
    cases.add(attention(one, channelsFirst, dims(1, 3, 5, 2, 3)));
    cases.add(attention(two, channelsFirst, dims(2, 4, 3, 4, 6)));
    cases.add(attention(two, channelsFirst, dims(1, 1, 1, 2, 2)));
    cases.add(attention(causal, channelsFirst, dims(2, 4, 4, 4, 4)));
    cases.add(attention(causal, channelsFirst, dims(1, 2, 5, 4, 2)));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 2, 2, 3, 4));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 1, 2, 3, 4));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 2, 1, 3, 4));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 1, 1, 1, 4));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 2, 2, 3, 1));
    cases.add(attention(two, channelsFirst, dims(2, 3, 4, 4, 4), 1, 1, 1, 1));
    cases.add(attention(causal, channelsFirst, dims(2, 3, 4, 4, 2), 1, 2, 3, 4));
    // Long enough for blocked kernels: more than 16 channels a head, lengths that are no multiple.
    Op four = new Product.Attention(4, 0.25, true, channelsFirst);
    cases.add(attention(four, channelsFirst, dims(1, 19, 35, 68, 68), 1, 4, 19, 35));
  }

  /** Makes a case of N, queries, keys, channels of queries and keys, and channels of values. */
  private static OpCase attention(Op op, boolean channelsFirst, int[] n, int... bias) {
    int[][] inputs = {
      length(channelsFirst, n[0], n[1], n[3]),
      length(channelsFirst, n[0], n[2], n[3]),
      length(channelsFirst, n[0], n[2], n[4])
    };
    return bias.length == 0 ? of(op, inputs) : of(op, inputs[0], inputs[1], inputs[2], bias);
  }

  private static int[] length(boolean channelsFirst, int n, int length, int channels) {
    return channelsFirst ? dims(n, channels, length) : dims(n, length, channels);
  }

  private static int[] before(int[] matrix, int... lengths) {
    return Shape.of(lengths).then(matrix).toArray();
  }
}
