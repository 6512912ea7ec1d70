package io.github.diffusion4j.sample;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.ReferenceTables;
import org.junit.jupiter.api.Test;

class HeunTest {
  @Test
  void capsItsChurn() {
    assertThat(new Heun(0).gamma(1, 18)).isZero();
    assertThat(new Heun(40).gamma(1, 256)).isEqualTo(0.15625);
    assertThat(new Heun(80).gamma(1, 256)).isEqualTo(0.3125);
    assertClose("capped", new Heun(30).gamma(1, 18), 0.414213562373);
  }

  @Test
  void agreesWithTheTables() {
    for (JsonNode rows : ReferenceTables.all("edm_gamma")) {
      rows.forEach(
          row ->
              assertClose(
                  row.toString(),
                  new Heun(row.path("S_churn").doubleValue()).gamma(1, row.path("N").intValue()),
                  row.path("gamma").doubleValue()));
    }
  }

  @Test
  void churnsOnlyBetweenItsLevels() {
    Heun heun = new Heun(40, 0.05, 50, 1.003);
    assertThat(heun.gamma(0.05, 256)).isPositive();
    assertThat(heun.gamma(50, 256)).isPositive();
    assertThat(heun.gamma(0.049, 256)).isZero();
    assertThat(heun.gamma(51, 256)).isZero();
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new Heun(-1)).hasMessageContaining("churn is -1");
    assertThatThrownBy(() -> new Heun(Double.NaN)).hasMessageContaining("churn is NaN");
    assertThatThrownBy(() -> new Heun(1, 5, 2, 1)).hasMessageContaining("from sigma 5.0 to 2.0");
    assertThatThrownBy(() -> new Heun(1, 0, 2, -1)).hasMessageContaining("noise scale is -1");
  }
}
