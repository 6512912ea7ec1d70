package io.github.diffusion4j.train;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.ReferenceTables;
import org.junit.jupiter.api.Test;

class PowerProfileTest {
  @Test
  void agreesWithTheTables() {
    for (JsonNode table : ReferenceTables.all("edm2_gamma_of_sigma_rel")) {
      assertThat(table.size()).isPositive();
      table
          .properties()
          .forEach(
              entry ->
                  assertClose(
                      entry.getKey(),
                      PowerProfile.ofWidth(Double.parseDouble(entry.getKey())).gamma(),
                      entry.getValue().doubleValue()));
    }
  }

  @Test
  void isThePapers() {
    assertThat(PowerProfile.ofWidth(0.05).gamma()).isCloseTo(16.972199, within(1e-6));
    assertThat(PowerProfile.ofWidth(0.10).gamma()).isCloseTo(6.937204, within(1e-6));
    assertThat(PowerProfile.ofWidth(0.05).decay(1 << 20, 2048)).isCloseTo(.96547384, within(1e-8));
    assertThat(PowerProfile.ofWidth(0.10).decay(1 << 20, 2048)).isCloseTo(.98460227, within(1e-8));
    assertThat(PowerProfile.ofWidth(0.10).decay(2048, 2048)).isZero();
  }

  @Test
  void hasTheWidthItWasMadeOf() {
    for (double width = 0.01; width < 0.288; width += 0.01) {
      assertThat(PowerProfile.ofWidth(width).relativeWidth()).isCloseTo(width, within(1e-12));
    }
    assertThat(PowerProfile.ofWidth(Math.sqrt(1.0 / 12)).gamma()).isCloseTo(0, within(1e-9));
  }

  @Test
  void refusesImpossibleWidths() {
    assertThatThrownBy(() -> PowerProfile.ofWidth(0)).hasMessageContaining("is 0.0");
    assertThatThrownBy(() -> PowerProfile.ofWidth(0.29)).hasMessageContaining("at most 0.2887");
    assertThatThrownBy(() -> PowerProfile.ofWidth(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new PowerProfile(-1)).hasMessageContaining("gamma is -1");
  }

  /** EDM's decay of a batch of 512: steady, and while a twentieth of the images is less. */
  @Test
  void halvesAsEdmDoes() {
    AverageSpec edm = new AverageSpec(AverageSpec.Rule.HALF_LIFE, 500_000, false);
    assertThat(edm.halved(512, 1e9)).isCloseTo(.9992904691, within(1e-10));
    assertThat(edm.halved(512, 1e6)).isCloseTo(.9929273030, within(1e-10));
    assertThat(edm.decay(0.5, 1, 512)).isZero();
    assertThat(edm.decay(0.5, 1_000_000, 512)).isCloseTo(.9992904691, within(1e-10));
  }

  @Test
  void warmsUpAConstantDecay() {
    assertThat(AverageSpec.STANDARD.decay(0.999, 10, 1)).isEqualTo(0.55);
    assertThat(AverageSpec.STANDARD.decay(0.999, 100, 1)).isCloseTo(.918181818, within(1e-9));
    assertThat(AverageSpec.STANDARD.decay(0.999, 100_000, 1)).isEqualTo(0.999);
    assertThatThrownBy(() -> new AverageSpec(AverageSpec.Rule.DECAY, 0, false))
        .hasMessageContaining("half-life is 0");
  }
}
