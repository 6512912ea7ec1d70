package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Cases of the operations that make one number of many. */
final class ReductionCases {
  private ReductionCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    over(cases, Reduction.Sum::new);
    over(cases, Reduction.Max::new);
    over(cases, Reduction.LogSumExp::new);
    cases.add(of(new Reduction.CumulativeSum(0), dims(6)));
    cases.add(of(new Reduction.CumulativeSum(0), dims(3, 4)));
    cases.add(of(new Reduction.CumulativeSum(1), dims(2, 5, 3)));
    cases.add(of(new Reduction.CumulativeSum(2), dims(2, 3, 7)));
    cases.add(of(new Reduction.CumulativeSum(1), dims(2, 1, 3)));
    return cases;
  }

  private static void over(List<OpCase> cases, Function<List<Integer>, Op> reduction) {
    cases.add(of(reduction.apply(List.of(0)), dims(3, 4)));
    cases.add(of(reduction.apply(List.of(1)), dims(3, 4)));
    cases.add(of(reduction.apply(List.of(1, 2)), dims(2, 3, 4)));
    cases.add(of(reduction.apply(List.of(2, 1)), dims(2, 3, 4)));
    cases.add(of(reduction.apply(List.of(1)), dims(2, 3, 4)));
    cases.add(of(reduction.apply(List.of(0, 2)), dims(2, 3, 4)));
    cases.add(of(reduction.apply(List.of(0, 2, 3)), dims(2, 3, 4, 2)));
    cases.add(of(reduction.apply(List.of(1, 3)), dims(2, 3, 2, 3)));
    cases.add(of(reduction.apply(List.of(2, 3, 4)), dims(2, 2, 2, 3, 2)));
    cases.add(of(reduction.apply(List.of(0, 1, 2)), dims(3, 2, 5)));
    cases.add(of(reduction.apply(List.of(0)), dims(37)));
    cases.add(of(reduction.apply(List.of(0)), dims(1)));
    cases.add(of(reduction.apply(List.of(1)), dims(3, 1, 2)));
    cases.add(of(reduction.apply(List.of()), dims(2, 2)));
    cases.add(of(reduction.apply(List.of()), dims()));
  }
}
