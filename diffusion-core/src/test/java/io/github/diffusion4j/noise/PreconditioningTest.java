package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreconditioningTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);

  private final Preconditioning edm = Formulation.EDM.preconditioning();

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
    assertClose("simple weight " + sigma, Weighting.SIMPLE.weight(edm, sigma, 1), weight);
    assertClose("edm weight " + sigma, Weighting.EDM.weight(edm, sigma, 1), weight);
  }

  /** A network that is right gives the picture, whatever it was taught to say. */
  @ParameterizedTest
  @EnumSource
  void turnsWhatIsPredictedIntoThePicture(Prediction prediction) {
    double picture = 0.4;
    double noise = -1.3;
    Preconditioning preconditioning = new Preconditioning(LINEAR, prediction);
    for (int t : new int[] {0, 1, 500, 999}) {
      double sigma = LINEAR.sigma(t);
      double left = Math.sqrt(LINEAR.alphaBar(t));
      double lost = Math.sqrt(1 - LINEAR.alphaBar(t));
      double x = picture + sigma * noise;
      double said =
          switch (prediction) {
            case EPSILON -> noise;
            case X0 -> picture;
            case V -> left * noise - lost * picture;
            case SCORE -> -noise;
            case EDM ->
                (picture - 0.25 * x / (sigma * sigma + 0.25))
                    * Math.hypot(sigma, 0.5)
                    / (sigma * 0.5);
          };
      assertThat(preconditioning.skip(sigma) * x + preconditioning.output(sigma) * said)
          .as("%s at %s", prediction, t)
          .isCloseTo(picture, Offset.offset(1e-9));
      assertThat(preconditioning.noiseCondition(sigma)).isEqualTo(t);
      if (prediction != Prediction.EDM) {
        assertThat(preconditioning.input(sigma)).isCloseTo(left, Offset.offset(1e-12));
      }
    }
  }

  @Test
  void refusesWhatCannotBeLearned() {
    assertThatThrownBy(() -> new Preconditioning(LINEAR, Prediction.EPSILON, 0))
        .hasMessageContaining("sigmaData is 0");
    assertThatThrownBy(() -> new Preconditioning(new VarianceExploding(), Prediction.V))
        .hasMessageContaining("prediction is v");
    NoiseSchedule toNoise = LINEAR.zeroTerminalSnr();
    assertThatThrownBy(() -> new Preconditioning(toNoise, Prediction.EPSILON))
        .hasMessageContaining("prediction is epsilon, but zero-terminal-snr");
    assertThat(new Preconditioning(toNoise, Prediction.V).skip(toNoise.sigma(999)))
        .isLessThan(1e-7);
  }
}
