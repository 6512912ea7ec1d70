package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.Formulation.Process;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormulationTest {
  private static Formulation of(
      Process process, boolean zero, Prediction prediction, Variance variance) {
    return new Formulation(process, 1000, zero, prediction, 0.5, Weighting.SIMPLE, 5, variance);
  }

  @Test
  void isNamedForAReader() {
    assertThat(Formulation.EDM.label()).isEqualTo("edm");
    assertThat(Formulation.DDPM_LINEAR.label()).isEqualTo("linear, epsilon");
    assertThat(of(Process.SUB_VP, false, Prediction.EDM, Variance.FIXED_SMALL).label())
        .isEqualTo("sub-vp, edm");
  }

  @Test
  void hasThePapersSchedules() {
    assertThat(Formulation.EDM.preconditioning().process()).isEqualTo(new LogNormalNoise());
    assertThat(Formulation.DDPM_COSINE.preconditioning().noiseCondition(1e9)).isEqualTo(999);
  }

  @ParameterizedTest
  @EnumSource
  void makesEveryProcess(Process process) {
    Formulation formulation = of(process, false, Prediction.EDM, Variance.FIXED_SMALL);
    assertThat(formulation.preconditioning().process().sigmaMax()).isGreaterThan(12);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> of(Process.LINEAR, true, Prediction.EPSILON, Variance.FIXED_SMALL))
        .hasMessageContaining("zero-terminal-snr leaves nothing");
    assertThatThrownBy(() -> of(Process.VP, true, Prediction.V, Variance.FIXED_SMALL))
        .hasMessageContaining("process vp has no last step")
        .hasMessageContaining("linear, cosine");
    assertThatThrownBy(() -> of(Process.EDM, false, Prediction.EDM, Variance.LEARNED))
        .hasMessageContaining("variance is learned, but process edm");
    assertThatThrownBy(() -> of(Process.VE, false, Prediction.V, Variance.FIXED_SMALL))
        .hasMessageContaining("prediction is v");
  }
}
