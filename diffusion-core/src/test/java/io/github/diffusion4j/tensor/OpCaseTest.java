package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpCaseTest {
  private static Stream<Class<?>> records(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses()).flatMap(OpCaseTest::records)
        : Stream.of(family);
  }

  @Test
  void casesCoverEveryOperation() {
    Set<Class<?>> covered = new HashSet<>();
    OpCase.all().forEach(c -> covered.add(c.op().getClass()));
    assertThat(covered).containsExactlyInAnyOrderElementsOf(records(Op.class).toList());
  }

  /** Products, norms and selections have none. */
  static List<OpCase> kinked() {
    return OpCase.differentiable().stream()
        .filter(
            c ->
                c.op() instanceof Elementwise
                    || c.op() instanceof Reduction
                    || c.op() instanceof Spatial.Pool
                    || c.op() instanceof Spatial.Sample)
        .toList();
  }

  /** Where there is a kink between them, the slopes on the left and on the right differ. */
  @ParameterizedTest
  @MethodSource("kinked")
  void casesKeepAwayFromKinks(OpCase c) {
    Trial trial = Trial.of(c);
    double step = 1e-5;
    try (Engine engine = new ReferenceEngine()) {
      for (int i = 0; i < c.inputs().size(); i++) {
        for (int j : trial.constants().contains(i) ? new int[0] : trial.elements(i)) {
          double here = trial.loss(engine, i, j, 0);
          double right = (trial.loss(engine, i, j, step) - here) / step;
          double left = (here - trial.loss(engine, i, j, -step)) / step;
          assertThat(right)
              .as("input %d element %d of %s", i, j, trial)
              .isCloseTo(left, within(5e-3 * Math.max(1, Math.abs(left))));
        }
      }
    }
  }

  @Test
  void numbersAreTheSameEachTime() {
    OpCase c = OpCase.all().get(0);
    List<double[]> again = c.values();
    assertThat(c.values().get(1)).isEqualTo(again.get(1)).isNotEqualTo(again.get(0));
  }
}
