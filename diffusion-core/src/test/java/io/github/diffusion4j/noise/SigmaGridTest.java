package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SigmaGridTest {
  private static final double[] EDM_18 = {
    80.0,
    57.5859847212,
    40.7855737965,
    28.3745846042,
    19.3524529803,
    12.9100823808,
    8.4009353091,
    5.3151945218,
    3.25682151977,
    1.92333983704,
    1.08817063655,
    0.585348123195,
    0.296442284479,
    0.139516468731,
    0.0599473112355,
    0.0229345183723,
    0.00752801996278,
    0.002,
    0
  };

  @Test
  void isEdmsGrid() {
    assertGrid(SigmaGrid.karras(18, 0.002, 80, 7), EDM_18);
  }

  @Test
  void agreesWithTheTables() {
    JsonNode tables = ReferenceTables.read();
    tables
        .path("edm_sigmas")
        .properties()
        .forEach(
            entry ->
                assertGrid(
                    SigmaGrid.karras(Integer.parseInt(entry.getKey()), 0.002, 80, 7),
                    endedByZero(ReferenceTables.numbers(entry.getValue()))));
    assertGrid(
        SigmaGrid.karras(10, 0.1, 10, 7),
        endedByZero(ReferenceTables.numbers(tables.path("karras_0.1_10_n10"))));
  }

  @Test
  void startsAtTheMaximum() {
    assertThat(SigmaGrid.karras(1, 0.002, 80, 7)).containsExactly(80, 0);
    assertThat(SigmaGrid.karras(2, 0.5, 80, 3)[0]).isEqualTo(80);
  }

  @Test
  void visitsTheStepsOfASchedule() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    double[] trailing = SigmaGrid.trailing(schedule, 4);
    assertThat(trailing)
        .containsExactly(
            schedule.sigma(999), schedule.sigma(749), schedule.sigma(499), schedule.sigma(249), 0);
    assertThat(SigmaGrid.leading(schedule, 2))
        .containsExactly(schedule.sigma(500), schedule.sigma(0), 0);
    assertThat(SigmaGrid.sections(schedule, 2))
        .containsExactly(schedule.sigma(999), schedule.sigma(0), 0);
  }

  @Test
  void refusesWhatDoesNotDecrease() {
    assertThatThrownBy(() -> SigmaGrid.karras(0, 0.002, 80, 7)).hasMessageContaining("0 levels");
    assertThatThrownBy(() -> SigmaGrid.karras(5, 0, 80, 7)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> SigmaGrid.karras(5, 80, 80, 7)).hasMessageContaining("smaller one");
    assertThatThrownBy(() -> SigmaGrid.karras(5, 1, Double.POSITIVE_INFINITY, 7))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> SigmaGrid.karras(5, Double.NaN, 80, 7)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> SigmaGrid.karras(5, 1, 80, 0)).hasMessageContaining("rho is 0");
  }

  private static double[] endedByZero(double[] sigmas) {
    return Arrays.copyOf(sigmas, sigmas.length + 1);
  }

  private static void assertGrid(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertClose("level " + i + " of " + expected.length, actual[i], expected[i]);
    }
  }
}
