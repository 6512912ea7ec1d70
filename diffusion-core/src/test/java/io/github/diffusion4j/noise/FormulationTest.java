package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FormulationTest {
  @Test
  void isFoundByItsName() {
    for (Formulation formulation : Formulation.values()) {
      assertThat(Formulation.named(formulation.label())).isSameAs(formulation);
    }
    assertThat(Formulation.DDPM_LINEAR.label()).isEqualTo("ddpm-linear");
  }

  @Test
  void namesTheOthersWhenThereIsNone() {
    assertThatThrownBy(() -> Formulation.named("ddpm"))
        .hasMessage("unknown formulation 'ddpm'; there are edm, ddpm-linear, ddpm-cosine");
  }

  @Test
  void hasThePapersSchedules() {
    assertThat(Formulation.EDM.preconditioning()).isEqualTo(new EdmPreconditioning());
    assertThat(Formulation.DDPM_COSINE.preconditioning().noiseCondition(1e9)).isEqualTo(999);
  }
}
