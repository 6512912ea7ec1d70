package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GaussiansTest {
  private static double number(JsonNode row, String name) {
    return row.path(name).doubleValue();
  }

  @Test
  void agreesWithTheTables() {
    ReferenceTables.all().forEach(GaussiansTest::assertAgrees);
  }

  private static void assertAgrees(JsonNode tables) {
    assertThat(tables.path("normal_kl").size()).isPositive();
    for (JsonNode row : tables.path("normal_kl")) {
      double kl =
          Gaussians.kl(
              number(row, "m1"), number(row, "lv1"), number(row, "m2"), number(row, "lv2"));
      assertClose(row.toString(), kl, number(row, "value"));
    }
    assertThat(tables.path("discretized_gaussian_loglik").size()).isPositive();
    for (JsonNode row : tables.path("discretized_gaussian_loglik")) {
      double logLikelihood =
          Gaussians.discretizedLogLikelihood(
              number(row, "x"), number(row, "mean"), number(row, "log_scale"));
      assertClose(row.toString(), logLikelihood, number(row, "value"));
    }
  }

  @Test
  void allValuesTogetherAreCertain() {
    for (double logScale : new double[] {-5, -2, 0}) {
      double sum = 0;
      for (int value = 0; value < 256; value++) {
        sum += Math.exp(Gaussians.discretizedLogLikelihood(value / 127.5 - 1, 0.3, logScale));
      }
      // Each value too rare to be told has at least the least probability.
      assertThat(sum).as("log scale " + logScale).isCloseTo(1, Offset.offset(1e-9));
    }
  }
}
