package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.tensor.RandomStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EdmPreconditioningTest {
  private final Preconditioning edm = new EdmPreconditioning();

  @Test
  void agreesWithTheTables() {
    for (JsonNode row : ReferenceTables.read().path("edm_precond_sigma_data_0.5")) {
      double sigma = row.path("sigma").doubleValue();
      assertRow(
          sigma,
          row.path("c_skip").doubleValue(),
          row.path("c_out").doubleValue(),
          row.path("c_in").doubleValue(),
          row.path("c_noise").doubleValue(),
          row.path("weight").doubleValue());
    }
  }

  @Test
  void isThePapers() {
    assertRow(0.5, 0.5, 0.353553390593, 1.41421356237, -0.17328679514, 8);
    assertRow(5, 0.00990099009901, 0.497518595105, 0.199007438042, 0.402359478109, 4.04);
  }

  private void assertRow(
      double sigma, double skip, double output, double input, double condition, double weight) {
    assertClose("c_skip " + sigma, edm.skip(sigma), skip);
    assertClose("c_out " + sigma, edm.output(sigma), output);
    assertClose("c_in " + sigma, edm.input(sigma), input);
    assertClose("c_noise " + sigma, edm.noiseCondition(sigma), condition);
    assertClose("weight " + sigma, edm.weight(sigma), weight);
  }

  @Test
  void weighsTheNetworksErrorAlikeAtAllLevels() {
    for (double sigma = 1e-3; sigma < 1e3; sigma *= 1.7) {
      assertThat(edm.weight(sigma) * Math.pow(edm.output(sigma), 2))
          .as("sigma %s", sigma)
          .isCloseTo(1, Offset.offset(1e-12));
    }
  }

  @Test
  void drawsLogNormalLevels() {
    RandomStream stream = RandomStream.of(1, "test", 0);
    int count = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double logged = Math.log(edm.drawSigma(stream));
      sum += logged;
      squares += logged * logged;
    }
    double mean = sum / count;
    assertThat(mean).isCloseTo(-1.2, Offset.offset(0.03));
    assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(1.2, Offset.offset(0.03));
  }

  @Test
  void startsFromTheLevelsOwnNoise() {
    assertThat(edm.startDeviation(80)).isEqualTo(80);
    assertThat(edm.sigmaMin()).isEqualTo(0.002);
    assertThat(edm.sigmaMax()).isEqualTo(80);
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new EdmPreconditioning(0, -1.2, 1.2, 0.002, 80))
        .hasMessageContaining("sigmaData is 0");
    assertThatThrownBy(() -> new EdmPreconditioning(0.5, Double.NaN, 1.2, 0.002, 80))
        .hasMessageContaining("logMean is NaN");
    assertThatThrownBy(() -> new EdmPreconditioning(0.5, -1.2, -1, 0.002, 80))
        .hasMessageContaining("logDeviation is -1");
    assertThatThrownBy(() -> new EdmPreconditioning(0.5, -1.2, 1.2, 80, 0.002))
        .hasMessageContaining("make sigmaMax the larger");
  }
}
