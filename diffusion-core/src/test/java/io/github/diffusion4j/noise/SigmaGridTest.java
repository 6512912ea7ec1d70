package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void spacesLogarithmsEvenly() {
    assertGrid(
        SigmaGrid.exponential(10, 0.1, 10),
        10,
        5.99484250319,
        3.5938136638,
        2.15443469003,
        1.29154966501,
        0.774263682681,
        0.464158883361,
        0.278255940221,
        0.16681005372,
        0.1,
        0);
    assertGrid(SigmaGrid.polyexponential(3, 0.01, 100, 2), 100, 0.1, 0.01, 0);
    assertThat(SigmaGrid.exponential(1, 0.1, 10)).containsExactly(10, 0);
  }

  /** EDM's grids for the processes of score matching, to the digits that were published. */
  @Test
  void isTheGridOfProcesses() {
    assertThat(SigmaGrid.evenTimes(new VariancePreserving(), 10))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(
            152.16697,
            53.309847,
            21.095624,
            9.4031966,
            4.6806399,
            2.5494299,
            1.4619718,
            .82289902,
            .38170219,
            .010485993,
            0);
    assertThat(SigmaGrid.exponential(10, 0.02, 100))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(
            100,
            38.815334,
            15.066302,
            5.8480355,
            2.2699345,
            .88108268,
            .34199519,
            .13274658,
            .051526028,
            .02,
            0);
    assertThat(SigmaGrid.quadraticTimes(new VarianceExploding(1, Math.exp(8), 0.25), 3))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(Math.exp(8), Math.exp(4.5), Math.exp(2), 0);
  }

  @Test
  void takesLevelsOfImprovedDdpm() {
    NoiseSchedule cosine = NoiseSchedule.cosine(1000);
    double[] grid = SigmaGrid.among(cosine, 18, 0.002, 81);
    assertClose("first", grid[0], 80.2037018455);
    assertClose("second", grid[1], 9.68785180666);
    assertClose("last", grid[17], 0.00642541277114);
    assertThat(grid[18]).isZero();
    assertThat(cosine.nearestStep(grid[1])).isEqualTo(933);
    assertThatThrownBy(() -> SigmaGrid.among(cosine, 993, 0.002, 81))
        .hasMessageContaining("992 from 0.002 to 81");
  }

  /** Levels of k-diffusion for T = 1100, whose places are fractions, and of latent diffusion. */
  @Test
  void interpolatesBetweenSteps() {
    NoiseSchedule longer = NoiseSchedule.linear(1100, 1e-4, 0.02);
    assertThat(SigmaGrid.interpolated(longer, 10))
        .usingComparatorWithPrecision(5e-5)
        .containsExactly(
            261.0556, 81.405669, 29.112121, 11.912563, 5.5358201, 2.8648751, 1.5868176, .87408247,
            .40016319, .0100005, 0);
    NoiseSchedule latent = NoiseSchedule.scaledLinear(1000);
    assertThat(SigmaGrid.interpolated(latent, 10))
        .usingComparatorWithPrecision(5e-6)
        .containsExactly(
            14.61464, 7.839883, 4.609174, 2.918307, 1.950161, 1.344928, .932358, .6249769, .3686577,
            .02916716, 0);
    assertThat(SigmaGrid.trailing(latent, 10))
        .usingComparatorWithPrecision(5e-6)
        .containsExactly(
            14.61464, 8.302803, 5.087763, 3.321083, 2.276463, 1.612886, 1.160578, .8298595,
            .5692849, .3416738, 0);
    assertThat(SigmaGrid.at(latent, 999)).isEqualTo(latent.sigma(999));
    assertThatThrownBy(() -> SigmaGrid.at(latent, 999.5)).hasMessageContaining("step 1000");
  }

  @Test
  void takesOnlyDecreasingLevels() {
    assertThat(SigmaGrid.given(3, 1)).containsExactly(3, 1, 0);
    assertThat(SigmaGrid.given(3, 1, 0)).containsExactly(3, 1, 0);
    assertThatThrownBy(SigmaGrid::given).hasMessageContaining("no levels");
    assertThatThrownBy(() -> SigmaGrid.given(0)).hasMessageContaining("no levels");
    assertThatThrownBy(() -> SigmaGrid.given(3, -1)).hasMessageContaining("level 1 is -1.0");
    assertThatThrownBy(() -> SigmaGrid.given(3, 3)).hasMessageContaining("follows 3.0");
    assertThatThrownBy(() -> SigmaGrid.given(1, 3)).hasMessageContaining("each once");
    assertThatThrownBy(() -> SigmaGrid.given(Double.NaN)).hasMessageContaining("finite");
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    assertThatThrownBy(() -> SigmaGrid.of(schedule, 5, 3)).hasMessageContaining("each once");
    assertThatThrownBy(() -> SigmaGrid.of(schedule, 5, 1000)).hasMessageContaining("step 1000");
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

  private static void assertGrid(double[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertClose("level " + i + " of " + expected.length, actual[i], expected[i]);
    }
  }

  @Test
  void endsAtAnyLevelBelowItsFirst() {
    double[] sigmas = {3, 2, 1, 0};
    assertThat(SigmaGrid.endingAt(0, sigmas)).containsExactly(3, 2, 1, 0);
    assertThat(SigmaGrid.endingAt(1.5, sigmas)).containsExactly(3, 2, 1.5);
    assertThat(SigmaGrid.endingAt(2, sigmas)).containsExactly(3, 2);
    for (double level : new double[] {3, 7, -1, Double.NaN}) {
      assertThatThrownBy(() -> SigmaGrid.endingAt(level, sigmas))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("end at " + level);
    }
  }
}
