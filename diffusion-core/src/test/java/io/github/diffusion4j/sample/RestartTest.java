package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.GaussianOracle.Moments;
import org.junit.jupiter.api.Test;

class RestartTest {
  @Test
  void walksTheWayBetweenAgain() {
    Restart restart = new Restart(new Heun(), 1, 5, 2);
    assertThat(restart.grid(new double[] {10, 6, 4, 2, 1, 0.5, 0}))
        .containsExactly(10, 6, 4, 2, 1, 6, 4, 2, 1, 6, 4, 2, 1, 0.5, 0);
    assertThat(new Restart(new Heun(), 1, 5, 0).grid(new double[] {10, 6, 1, 0}))
        .containsExactly(10, 6, 1, 0);
    assertThat(restart.grid(new double[] {10, 0})).containsExactly(10, 0);
  }

  @Test
  void bringsTheSpreadNearerToTheDatas() {
    double[] sigmas = SigmaGrid.karras(12, 0.002, 80, 7);
    Moments plain = GaussianOracle.moments(new Heun(), sigmas, 80);
    Moments again = GaussianOracle.moments(new Restart(new Heun(), 0.05, 2, 2), sigmas, 80);
    assertThat(Math.abs(again.deviation() - 0.5)).isLessThan(Math.abs(plain.deviation() - 0.5));
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new Restart(new Heun(), 2, 1, 1))
        .hasMessageContaining("from sigma 2.0 up to 1.0");
    assertThatThrownBy(() -> new Restart(new Heun(), 1, 2, -1))
        .hasMessageContaining("restarts are -1");
  }
}
