package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.ArrayList;
import java.util.List;

/** Cases of the operations that bring elements to a common scale. */
final class NormalisingCases {
  private NormalisingCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    cases.add(of(new Normalising.Softmax(), dims(2, 3, 5)));
    cases.add(of(new Normalising.Softmax(), dims(4)));
    cases.add(of(new Normalising.Softmax(), dims(3, 1)));
    cases.add(of(new Normalising.Softmax(), dims(2, 37)));
    for (boolean silu : new boolean[] {false, true}) {
      groups(cases, silu);
    }
    for (double epsilon : new double[] {1e-5, 1e-2}) {
      Op layer = new Normalising.LayerNorm(epsilon);
      Op root = new Normalising.RmsNorm(epsilon);
      for (int[] x : new int[][] {dims(3, 5), dims(4), dims(2, 3, 4), dims(2, 1, 2, 19)}) {
        int[] last = dims(x[x.length - 1]);
        cases.add(of(layer, x, last, last));
        cases.add(of(root, x, last));
      }
      cases.add(of(root, dims(3, 1), dims(1)));
    }
    return cases;
  }

  private static void groups(List<OpCase> cases, boolean silu) {
    cases.add(of(new Normalising.GroupNorm(2, 1e-5, silu), dims(2, 4, 3, 3), dims(4), dims(4)));
    cases.add(
        of(new Normalising.GroupNorm(3, 1e-5, silu), dims(2, 6, 2, 5), dims(2, 6), dims(2, 6)));
    cases.add(of(new Normalising.GroupNorm(1, 1e-3, silu), dims(1, 2, 7), dims(2), dims(2)));
    cases.add(of(new Normalising.GroupNorm(2, 1e-5, silu), dims(2, 4, 2, 2), dims(2, 4), dims(4)));
    cases.add(of(new Normalising.GroupNorm(2, 1e-5, silu), dims(2, 4, 2, 2), dims(4), dims(2, 4)));
    cases.add(of(new Normalising.GroupNorm(2, 1e-5, silu), dims(2, 4, 2, 3, 2), dims(4), dims(4)));
    cases.add(
        of(new Normalising.GroupNorm(4, 1e-5, silu), dims(1, 32, 3, 3), dims(32), dims(1, 32)));
  }
}
