package io.github.diffusion4j.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProbabilityFlowTest {
  private static final Shape PICTURES = Shape.of(2, 1, 4, 4);
  private static final double[] SIGMAS = {0.5, 3};
  private static final double STEP = 1e-2;

  private static Tensor normal(Engine engine, Shape shape, long index, double deviation) {
    float[] values = new float[shape.size()];
    RandomStream.of(1, "test", index).nextGaussians(values, 0, values.length);
    return engine.tensor(values, shape).multiply(deviation);
  }

  /** A network with weights of its own, so that its derivative by the picture is not all there. */
  private static Denoiser denoiser(Engine engine) {
    Tensor first = engine.parameter(normal(engine, Shape.of(4, 1, 3, 3), 0, 0.4));
    Tensor second = engine.parameter(normal(engine, Shape.of(1, 4, 3, 3), 1, 0.4));
    Tensor firstBias = engine.parameter(engine.zeros(Shape.of(4)));
    Tensor secondBias = engine.parameter(engine.zeros(Shape.of(1)));
    Network network =
        (x, conditions, conditioning) ->
            x.conv2d(first, firstBias, 1, 1).silu().conv2d(second, secondBias, 1, 1);
    return new NetworkDenoiser(
        network, Formulation.EDM.preconditioning(), Conditioning.none(SIGMAS.length));
  }

  @Test
  @SuppressWarnings("try") // a scope works by being open
  void derivativeOfANetworkIsThatOfFiniteDifferences() {
    try (Engine engine = Engine.open()) {
      Denoiser denoiser = denoiser(engine);
      Tensor x = normal(engine, PICTURES, 2, 2);
      Tensor vector = normal(engine, PICTURES, 3, 1);
      Tensor integral = engine.full(0, Shape.of(2, 1), DataType.FLOAT32);
      double[] times = {Math.log(SIGMAS[0]), Math.log(SIGMAS[1])};
      try (Scope scope = engine.inference()) {
        List<Tensor> slopes =
            new ProbabilityFlow(denoiser, List.of(vector), false).at(List.of(x, integral), times);
        assertThat(slopes.get(0).toFloats())
            .containsExactly(
                x.subtract(denoiser.denoise(x, SIGMAS)).toFloats(), Offset.offset(1e-4f));
        Tensor up = denoiser.denoise(x.add(vector.multiply(STEP)), SIGMAS);
        Tensor down = denoiser.denoise(x.subtract(vector.multiply(STEP)), SIGMAS);
        double[] expected =
            up.subtract(down).multiply(vector).sum(1, 2, 3).multiply(0.5 / STEP).toDoubles();
        double[] divergences = slopes.get(1).toDoubles();
        for (int n = 0; n < SIGMAS.length; n++) {
          assertThat(16 * (1 - divergences[n]))
              .as("picture " + n)
              .isCloseTo(expected[n], Offset.offset(0.005 * (1 + Math.abs(expected[n]))));
        }
      }
    }
  }
}
