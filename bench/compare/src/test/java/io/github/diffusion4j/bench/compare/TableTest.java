package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.Statistics;
import io.github.diffusion4j.bench.Works;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void showsRatiosToLibTorchAndWhetherGoalsAreReached() {
    Result result =
        new Result(
            Works.named("reference-step"),
            0.031,
            List.of(
                new Outcome.Absent("pytorch", "python3 has no PyTorch"),
                measured("diffusion4j", 1100, 2_800_000_000L, Map.of("loss", 0.98765)),
                measured("libtorch", 1000, 2_000_000_000L, Map.of())));

    assertThat(Table.of(result))
        .isEqualTo(
            """
            ### reference-step

            | contender   | median ms | fastest ms | spread | peak MB | median ratio | fastest ratio | memory ratio |
            | ----------- | --------: | ---------: | -----: | ------: | -----------: | ------------: | -----------: |
            | diffusion4j |    1100.0 |      990.0 |   10 % |    2800 |         1.10 |          1.10 |         1.40 |
            | libtorch    |    1000.0 |      900.0 |   10 % |    2000 |         1.00 |          1.00 |         1.00 |

            - diffusion4j: diffusion4j 1.0; 6,900,000 parameters; 10 times; loss 0.9877.
            - libtorch: libtorch 1.0; 6,900,000 parameters; 10 times.
            - pytorch is absent: python3 has no PyTorch.
            - Stolen by the host meanwhile: 3.1 %.
            - Goal for diffusion4j, median at most 1.15 times libtorch's: 1.10, reached.
            - Goal for diffusion4j, peak memory at most 1.30 times libtorch's: 1.40, missed.
            """);
  }

  @Test
  void hasNoRatiosAndNoVerdictsWithoutLibTorch() {
    Result result =
        new Result(
            Works.named("reference-step"), 0, List.of(measured("diffusion4j", 1100, 0, Map.of())));

    assertThat(Table.of(result))
        .contains("| diffusion4j |    1100.0 |      990.0 |   10 % |       - |            - |")
        .doesNotContain("Goal");
  }

  @Test
  void neighboursAreHeldAgainstTheHighestPeakThatAnyContenderSaw() {
    NeighboursWork work = (NeighboursWork) Works.named("neighbours");
    // 100 GFLOP/s of 80 in its own process, and of 125 in the other's.
    double median = work.operations() / 100e6;
    Result result =
        new Result(
            work,
            0,
            List.of(
                measured("diffusion4j", median, 1, Map.of(NeighboursWork.PEAK, 80.0)),
                measured("libtorch", median, 1, Map.of(NeighboursWork.PEAK, 125.0))));

    assertThat(Goal.verdicts(result))
        .containsExactly(
            "Goal for diffusion4j, at least 0.70 of the fastest product of matrices measured:"
                + " 0.80, reached.");
  }

  private static Outcome.Measured measured(
      String contender, double median, long peakBytes, Map<String, Double> figures) {
    Statistics times = new Statistics(10, 0.9 * median, 0.95 * median, median, 1.05 * median);
    return new Outcome.Measured(
        contender, contender + " 1.0", 6_900_000, List.of(), times, peakBytes, figures);
  }
}
