package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoiseScheduleTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);
  private static final NoiseSchedule COSINE = NoiseSchedule.cosine(1000);

  @Test
  void isDdpmsLinearSchedule() {
    assertClose("first beta", LINEAR.beta(0), 1e-4);
    assertClose("last beta", LINEAR.beta(999), 0.02);
    assertClose("alphaBar 1", LINEAR.alphaBar(1), 0.999780092072);
    assertClose("alphaBar 499", LINEAR.alphaBar(499), 0.0785872428818);
    assertClose("last alphaBar", LINEAR.alphaBar(999), 4.03582976538e-5);
    assertThat(LINEAR.sigma(999)).isCloseTo(157.4072808, Offset.offset(1e-6));
    assertClose("variance 1", LINEAR.posterior(1).variance(), 5.4531876613e-5);
    assertClose("log variance 0", LINEAR.posterior(0).clippedLogVariance(), -9.8167251353);
    assertClose("x0 500", LINEAR.posterior(500).startCoefficient(), 0.00305805707563);
    assertClose("xt 500", LINEAR.posterior(500).stateCoefficient(), 0.994104350757);
  }

  @Test
  void isTheCosineSchedule() {
    assertClose("first beta", COSINE.beta(0), 4.1284224822e-5);
    assertThat(COSINE.beta(999)).isEqualTo(0.999);
    assertClose("alphaBar 500", COSINE.alphaBar(500), 0.492285172449);
    assertClose("last alphaBar", COSINE.alphaBar(999), 2.42876690703e-9);
    assertThat(COSINE.sigma(999)).isCloseTo(20291.16963, Offset.offset(1e-4));
  }

  @Test
  void hasTheOtherNamedSchedules() {
    assertClose("quadratic", NoiseSchedule.quadratic(1000).alphaBar(999), 7.33412459579e-4);
    assertClose("scaled linear", NoiseSchedule.scaledLinear(1000).alphaBar(500), 0.276332683823);
    assertThat(NoiseSchedule.sigmoid(1000).alphaBar(499)).isCloseTo(0.5, Offset.offset(1e-12));
    assertClose("sigmoid", NoiseSchedule.sigmoid(1000).alphaBar(999), 3.00279199749e-7);
    NoiseSchedule constant = NoiseSchedule.constant(3, 0.1);
    assertThat(constant.alphaBar(2)).isCloseTo(0.729, Offset.offset(1e-15));
    NoiseSchedule even = NoiseSchedule.jsd(8);
    for (int t = 0; t < 8; t++) {
      assertThat(even.alphaBar(t)).isCloseTo(1 - (t + 1) / 8.0, Offset.offset(1e-15));
    }
    assertThat(even.endsWithoutSignal()).isTrue();
    NoiseSchedule warm = NoiseSchedule.warmup(10, 0.1, 0.3, 0.5);
    assertThat(new double[] {warm.beta(0), warm.beta(2), warm.beta(4), warm.beta(9)})
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.1, 0.2, 0.3, 0.3);
  }

  @Test
  void refusesOtherImpossibleSchedules() {
    assertThatThrownBy(() -> NoiseSchedule.quadratic(20)).hasMessageContaining("takes 21");
    assertThatThrownBy(() -> NoiseSchedule.linear(10, 0.1, 1)).hasMessageContaining("to 1.0");
    assertThatThrownBy(() -> NoiseSchedule.scaledLinear(10, -1, 0.1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> NoiseSchedule.sigmoid(10, 3, -3, 1)).hasMessageContaining("larger");
    assertThatThrownBy(() -> NoiseSchedule.sigmoid(10, -3, 3, 0)).hasMessageContaining("is 0.0");
    assertThatThrownBy(() -> NoiseSchedule.jsd(1)).hasMessageContaining("takes 2");
    assertThatThrownBy(() -> NoiseSchedule.warmup(10, 0.1, 0.3, 2)).hasMessageContaining("2.0");
    assertThatThrownBy(() -> NoiseSchedule.constant(0, 0.1)).hasMessageContaining("0 steps");
  }

  @Test
  void findsTheNearestStep() {
    NoiseSchedule schedule = NoiseSchedule.of(0.5, 0.5);
    double middle = (schedule.sigma(0) + schedule.sigma(1)) / 2;
    assertThat(schedule.nearestStep(middle - 1e-9)).isZero();
    assertThat(schedule.nearestStep(middle + 1e-9)).isEqualTo(1);
    assertThat(schedule.nearestStep(0)).isZero();
    assertThat(schedule.nearestStep(100)).isEqualTo(1);
  }

  @Test
  void keepsWhatIsLeftWhenScaledToOtherSteps() {
    assertThat(NoiseSchedule.linear(4000).beta(0)).isCloseTo(2.5e-5, Offset.offset(1e-15));
    assertThat(NoiseSchedule.linear(21).beta(20)).isBetween(0.95, 0.96);
    assertThat(NoiseSchedule.cosine(1).steps()).isEqualTo(1);
    assertThat(NoiseSchedule.cosine(1).posterior(0).clippedLogVariance()).isFinite();
  }

  @Test
  void findsItsOwnStepsExactly() {
    for (NoiseSchedule schedule : List.of(LINEAR, COSINE)) {
      double[] sigmas = schedule.sigmas();
      for (int t = 0; t < sigmas.length; t++) {
        assertThat(schedule.stepAt(sigmas[t])).isEqualTo(t);
      }
    }
    double between = Math.sqrt(LINEAR.sigma(10) * LINEAR.sigma(11));
    assertThat(LINEAR.stepAt(between)).isCloseTo(10.5, Offset.offset(1e-9));
    assertThat(LINEAR.stepAt(0)).isZero();
    assertThat(LINEAR.stepAt(1e9)).isEqualTo(999);
    assertThatThrownBy(() -> LINEAR.stepAt(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void startsFromTheWholePicture() {
    assertThat(LINEAR.alphaBar(-1)).isEqualTo(1);
    assertThat(LINEAR.sigma(-1)).isZero();
    LINEAR.sigmas()[0] = 7;
    assertThat(LINEAR.sigma(0)).isLessThan(1);
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertThatThrownBy(() -> NoiseSchedule.linear(20)).hasMessageContaining("it takes 21 to");
    assertThatThrownBy(() -> NoiseSchedule.cosine(0)).hasMessageContaining("0 steps");
    assertThatThrownBy(() -> NoiseSchedule.cosine(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(NoiseSchedule::of).isInstanceOf(IllegalArgumentException.class);
    for (double beta : new double[] {0, 1, -0.1, 2, Double.NaN}) {
      assertThatThrownBy(() -> NoiseSchedule.of(0.1, beta)).hasMessageContaining("step 1 is");
    }
    double[] nothingLeft = new double[1000];
    Arrays.fill(nothingLeft, 0.9);
    assertThatThrownBy(() -> NoiseSchedule.of(nothingLeft)).hasMessageContaining("stay finite");
    assertThatThrownBy(() -> NoiseSchedule.of(1e-300)).hasMessageContaining("sigma must grow");
    assertThatThrownBy(() -> LINEAR.beta(1000)).hasMessageContaining("0 to 999");
    assertThatThrownBy(() -> LINEAR.alphaBar(-2)).hasMessageContaining("step -2");
    assertThatThrownBy(() -> LINEAR.respaced(3, 3)).hasMessageContaining("increase");
  }
}
