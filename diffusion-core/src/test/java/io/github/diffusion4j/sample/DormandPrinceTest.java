package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DormandPrinceTest {
  private static final double[] SIGMAS = {80, 0.002};

  private final ReferenceEngine engine = new ReferenceEngine();

  /** Where the probability flow of N(0.3, 0.5^2) leads. */
  private static double exact(double start, double from, double to) {
    return 0.3 + (start - 0.3) * Math.sqrt((to * to + 0.25) / (from * from + 0.25));
  }

  private Tensor column(double... values) {
    return engine.tensor(values, Shape.of(values.length, 1, 1, 1), DataType.FLOAT64);
  }

  private static Tensor sample(Sampler sampler, Denoiser denoiser, double[] sigmas, Tensor start) {
    return sampler.sample(denoiser, sigmas, start, NoiseStreams.none(), SamplingObserver.none());
  }

  @Test
  void followsTheFlowAsExactlyAsAsked() {
    for (double tolerance : new double[] {1e-3, 1e-5, 1e-7, 1e-9}) {
      double end = GaussianOracle.sample(new DormandPrince(tolerance, tolerance), SIGMAS, 80);
      assertThat(end)
          .as("tolerance " + tolerance)
          .isCloseTo(exact(80, 80, 0.002), Offset.offset(10 * tolerance));
    }
    double end =
        GaussianOracle.sample(new DormandPrince(1e-9, 1e-9), new double[] {80, 1e-5, 0}, 80);
    assertThat(end).isCloseTo(0.798115271281, Offset.offset(1e-7));
  }

  @Test
  void coefficientsMeetTheConditionsOfTheirOrders() {
    Tableau tableau = Tableau.DORMAND_PRINCE;
    double[] weights = Arrays.copyOf(tableau.stages()[6], 7);
    double[] lower = new double[7];
    Arrays.setAll(lower, i -> weights[i] - tableau.errors()[i]);
    for (int power = 0; power < 5; power++) {
      double fifth = 0;
      double fourth = 0;
      for (int i = 0; i < 7; i++) {
        double node = Math.pow(tableau.node(i), power);
        fifth += weights[i] * node;
        fourth += lower[i] * node;
      }
      assertThat(fifth).as("power " + power).isCloseTo(1.0 / (power + 1), Offset.offset(1e-13));
      if (power < 4) {
        assertThat(fourth).as("power " + power).isCloseTo(1.0 / (power + 1), Offset.offset(1e-13));
      } else {
        assertThat(Math.abs(fourth - 0.2)).isGreaterThan(1e-5);
      }
    }
  }

  @Test
  void classicMethodIsOfOrderFour() {
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      double[] grid = Arrays.copyOf(SigmaGrid.karras(21 << i, 0.02, 20, 1e4), 21 << i);
      double end = GaussianOracle.sample(new RungeKutta(), grid, 20);
      errors[i] = Math.abs(end - exact(20, 20, 0.02));
    }
    for (int i = 0; i < 2; i++) {
      double order = Math.log(errors[i] / errors[i + 1]) / Math.log(2);
      assertThat(order).as(Arrays.toString(errors)).isBetween(3.7, 4.4);
    }
  }

  @Test
  void takesFewStepsWhereTheFlowIsSmooth() {
    int[] calls = {0};
    Denoiser counted =
        (x, sigmas) -> {
          calls[0]++;
          return GaussianOracle.DENOISER.denoise(x, sigmas);
        };
    sample(new DormandPrince(1e-3, 1e-3), counted, SIGMAS, column(80));
    int rough = calls[0];
    sample(new DormandPrince(1e-7, 1e-7), counted, SIGMAS, column(80));
    int fine = calls[0] - rough;
    // 10^4 times less error is about 10^(4/5) times the steps.
    assertThat(rough).isLessThan(100);
    assertThat((double) fine / rough).isBetween(2.0, 12.0);
  }

  @Test
  void picturesTakeStepsOfTheirOwn() {
    DormandPrince solver = new DormandPrince(1e-4, 1e-4);
    double[] starts = {80, -3, 0.3, 4000};
    double[] together = sample(solver, GaussianOracle.DENOISER, SIGMAS, column(starts)).toDoubles();
    for (int n = 0; n < starts.length; n++) {
      Tensor alone = sample(solver, GaussianOracle.DENOISER, SIGMAS, column(starts[n]));
      assertThat(together[n]).as("picture " + n).isEqualTo(alone.item());
    }
  }

  @Test
  void walksBothWays() {
    DormandPrince solver = new DormandPrince(1e-8, 1e-8);
    Tensor down = sample(solver, GaussianOracle.DENOISER, SIGMAS, column(80, -20));
    Tensor up =
        solver.invert(
            GaussianOracle.DENOISER, new double[] {0.002, 1, 80}, down, SamplingObserver.none());
    assertThat(up.toDoubles()).containsExactly(new double[] {80, -20}, Offset.offset(1e-4));
  }

  @Test
  void solvesEquationsOfSeveralParts() {
    // A rotation, in two parts, and its angle: no error in one part may hide in another.
    VectorField rotation =
        (state, times) -> List.of(state.get(1).negate(), state.get(0), state.get(2).affine(0, 1));
    long before = engine.memoryBytes();
    List<Tensor> start = List.of(column(1, 2), column(0, 0), column(0, 0));
    DormandPrince.Solution solution =
        new DormandPrince(1e-9, 1e-9).solve(rotation, start, 0, Math.PI / 3);
    assertThat(solution.state().get(0).toDoubles())
        .containsExactly(new double[] {0.5, 1}, Offset.offset(1e-7));
    assertThat(solution.state().get(1).toDoubles())
        .containsExactly(new double[] {Math.sqrt(3) / 2, Math.sqrt(3)}, Offset.offset(1e-7));
    assertThat(solution.state().get(2).toDoubles())
        .containsExactly(new double[] {Math.PI / 3, Math.PI / 3}, Offset.offset(1e-12));
    assertThat(solution.slopes().get(1).toDoubles())
        .containsExactly(new double[] {0.5, 1}, Offset.offset(1e-7));
    assertThat(engine.memoryBytes() - before).isEqualTo(9 * 2 * 8);
  }

  @Test
  void givesUpWithASentence() {
    Denoiser nothing = (x, sigmas) -> x.affine(0, Double.NaN);
    assertThatThrownBy(() -> sample(new DormandPrince(1e-3, 1e-3), nothing, SIGMAS, column(80)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("error of picture 0 is NaN")
        .hasMessageContaining("raise");
    DormandPrince impatient = new DormandPrince(1e-9, 1e-9, 1e-7, 50);
    assertThatThrownBy(() -> sample(impatient, GaussianOracle.DENOISER, SIGMAS, column(80)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("in 50 evaluations")
        .hasMessageContaining("raise the tolerances");
    assertThatThrownBy(() -> new DormandPrince(-1, 1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new DormandPrince(0, 0)).hasMessageContaining("absolute tolerance");
    assertThatThrownBy(() -> new DormandPrince(0, 1, 1, 6)).hasMessageContaining("takes 7");
  }
}
