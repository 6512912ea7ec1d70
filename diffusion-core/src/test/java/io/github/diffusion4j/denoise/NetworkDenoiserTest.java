package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.noise.Prediction;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NetworkDenoiserTest {
  private static final Network SQUARE = (x, conditions, conditioning) -> x.square();

  private final ReferenceEngine engine = new ReferenceEngine();
  private final Tensor x =
      engine.tensor(new double[] {1, 2, 3, 4}, Shape.of(2, 1, 1, 2), DataType.FLOAT64);

  @Test
  void combinesAsTheEquationSays() {
    Preconditioning edm = Formulation.EDM.preconditioning();
    double[] sigmas = {0.3, 7};
    Denoiser denoiser = new NetworkDenoiser(SQUARE, edm, Conditioning.none(2));
    double[] denoised = denoiser.denoise(x, sigmas).toDoubles();
    double[] inputs = x.toDoubles();
    for (int i = 0; i < 4; i++) {
      double sigma = sigmas[i / 2];
      double network = Math.pow(edm.input(sigma) * inputs[i], 2);
      assertThat(denoised[i])
          .isCloseTo(
              edm.skip(sigma) * inputs[i] + edm.output(sigma) * network, Offset.offset(1e-12));
    }
  }

  @Test
  void isTheSameForOneLevelAndForMany() {
    Denoiser denoiser =
        new NetworkDenoiser(SQUARE, Formulation.EDM.preconditioning(), Conditioning.none(2));
    double[] together = denoiser.denoise(x, 0.3).toDoubles();
    double[] mixed = denoiser.denoise(x, new double[] {0.3, 7}).toDoubles();
    assertThat(new double[] {mixed[0], mixed[1]})
        .containsExactly(new double[] {together[0], together[1]}, Offset.offset(1e-15));
  }

  @Test
  void tellsTheNetworkTheStepAndTheLabels() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    Conditioning asked = new Conditioning(new int[] {4, -1});
    Network network =
        (scaled, conditions, conditioning) -> {
          assertThat(conditions).containsExactly(17, 999);
          assertThat(conditioning).isSameAs(asked);
          return scaled;
        };
    double[] sigmas = {schedule.sigma(17), schedule.sigma(999)};
    new NetworkDenoiser(network, new Preconditioning(schedule, Prediction.EPSILON), asked)
        .denoise(x, sigmas);
  }

  @Test
  void refusesWhatDoesNotFitTheBatch() {
    Denoiser three =
        new NetworkDenoiser(SQUARE, Formulation.EDM.preconditioning(), Conditioning.none(3));
    assertThatThrownBy(() -> three.denoise(x, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("holds 2 pictures, but there are 2 noise levels and 3 labels");
    Denoiser two =
        new NetworkDenoiser(SQUARE, Formulation.EDM.preconditioning(), Conditioning.none(2));
    assertThatThrownBy(() -> two.denoise(x, new double[] {1})).hasMessageContaining("1 noise");
    assertThatThrownBy(() -> two.denoise(x, 0)).hasMessageContaining("sigma is 0");
    assertThatThrownBy(() -> two.denoise(x, Double.NaN)).hasMessageContaining("NaN");
  }
}
