package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.Draw.BINARY;
import static io.github.diffusion4j.tensor.OpCase.Draw.NORMAL;
import static io.github.diffusion4j.tensor.OpCase.Draw.POSITIVE;
import static io.github.diffusion4j.tensor.OpCase.Draw.WHOLE;
import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;
import static io.github.diffusion4j.tensor.OpCase.positive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Cases of the operations on each element alone. */
final class ElementwiseCases {
  private static final Set<Elementwise.Unary.Function> ON_POSITIVE_ONES =
      EnumSet.of(Elementwise.Unary.Function.LOG, Elementwise.Unary.Function.SQRT);

  /** Pairs of shapes that broadcast, in all the ways there are. */
  private static final int[][][] PAIRS = {
    {dims(2, 3), dims(2, 3)},
    {dims(2, 3, 4), dims(3, 1)},
    {dims(1, 4), dims(3, 1)},
    {dims(), dims(2, 2)},
    {dims(2, 2), dims()},
    {dims(), dims()},
    {dims(2, 3, 2, 2), dims(2, 3, 1, 1)},
    {dims(2, 3, 1, 1), dims(2, 3, 2, 2)},
    {dims(2, 1, 1), dims(3)},
    {dims(2, 3, 4), dims(4)},
    {dims(2, 1, 4), dims(1, 3, 1)},
    {dims(2, 3, 4), dims(2, 1, 4)},
    {dims(17), dims(1)}
  };

  private ElementwiseCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int[][] pair : PAIRS) {
      for (Elementwise.Binary.Kind kind : Elementwise.Binary.Kind.values()) {
        Op op = new Elementwise.Binary(kind);
        cases.add(of(op, NORMAL.of(pair[0]), POSITIVE.of(pair[1])));
      }
    }
    comparisons(cases);
    choices(cases);
    ofOne(cases);
    for (Elementwise.Unary.Function function : Elementwise.Unary.Function.values()) {
      Op op = new Elementwise.Unary(function);
      cases.add(positive(op, dims(2, 7)));
      cases.add(positive(op, dims()));
      if (!ON_POSITIVE_ONES.contains(function)) {
        cases.add(of(op, dims(3, 11)));
        cases.add(of(op, dims(1, 2, 1, 3)));
      }
    }
    return cases;
  }

  private static void comparisons(List<OpCase> cases) {
    for (Elementwise.Compare.Kind kind : Elementwise.Compare.Kind.values()) {
      Op op = new Elementwise.Compare(kind);
      cases.add(of(op, WHOLE.of(5, 7), WHOLE.of(5, 7)));
      cases.add(of(op, WHOLE.of(2, 3, 4), WHOLE.of(3, 1)));
      cases.add(of(op, WHOLE.of(), WHOLE.of(9)));
      cases.add(of(op, WHOLE.of(9), WHOLE.of()));
      cases.add(of(op, NORMAL.of(4, 1), NORMAL.of(1, 4)));
    }
  }

  private static void choices(List<OpCase> cases) {
    Op op = new Elementwise.Where();
    cases.add(of(op, BINARY.of(3, 4), NORMAL.of(3, 4), NORMAL.of(3, 4)));
    cases.add(of(op, BINARY.of(3, 1), NORMAL.of(3, 4), NORMAL.of(4)));
    cases.add(of(op, BINARY.of(2, 3, 4), NORMAL.of(), NORMAL.of(3, 1)));
    cases.add(of(op, BINARY.of(), NORMAL.of(2, 2), NORMAL.of(2, 1)));
    cases.add(of(op, BINARY.of(4), NORMAL.of(2, 1, 4), NORMAL.of(3, 1)));
    cases.add(of(op, BINARY.of(), NORMAL.of(), NORMAL.of()));
  }

  private static void ofOne(List<OpCase> cases) {
    cases.add(of(new Elementwise.Affine(-1.5, 0.25), dims(3, 5)));
    cases.add(of(new Elementwise.Affine(1, 0), dims(3)));
    cases.add(of(new Elementwise.Affine(2, 0), dims()));
    for (double exponent : new double[] {-3, -1, 0, 1, 2, 3, 4}) {
      cases.add(positive(new Elementwise.Power(exponent), dims(2, 5)));
    }
    for (double exponent : new double[] {0, 1, 2, 3, 5}) {
      cases.add(of(new Elementwise.Power(exponent), dims(3, 5)));
    }
    for (double exponent : new double[] {-0.5, 0.5, 1.5, 1 / 3.0}) {
      cases.add(positive(new Elementwise.Power(exponent), dims(9)));
    }
    cases.add(of(new Elementwise.Power(2), dims()));
    cases.add(of(new Elementwise.Clamp(-0.4, 0.6), dims(4, 9)));
    cases.add(of(new Elementwise.Clamp(0.1, Double.POSITIVE_INFINITY), dims(7)));
    cases.add(of(new Elementwise.Clamp(-100, 100), dims()));
    cases.add(of(new Elementwise.Dropout(0.3, 42), dims(5, 7)));
    cases.add(of(new Elementwise.Dropout(0.9, -1), dims(2, 3, 5)));
    cases.add(of(new Elementwise.Detach(), dims(3, 5)));
    cases.add(of(new Elementwise.Detach(), dims()));
  }
}
