package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** U-Nets for clips. */
class ClipNetworkTest {
  private static final UNetSpec TINY = new UNetSpec(4, List.of(1, 2), 1, List.of(2), 4, 0);

  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    UNet network = UNet.ofClips(engine, TINY, 4, 2, 0, DataType.FLOAT64, 1);
    NetworkTrials.stir(engine, network.parameters());
    NetworkTrials.assertGradients(
        engine,
        network.parameters(),
        () -> {
          Tensor x = NetworkTrials.noise(engine, DataType.FLOAT64, 1, 2, 3, 4, 4);
          Tensor y = network.forward(x, new double[] {0.3}, Conditioning.none(1));
          return y.subtract(x).square().mean();
        });
  }

  /** Every 3x3 kernel has three layers; kernels of one pixel and all else are as for pictures. */
  @Test
  void hasTheWeightsOfThePictureNetworkAndThreeTimesItsKernels() {
    long clips = UNet.ofClips(engine, TINY, 4, 1, 0, DataType.FLOAT32, 1).parameters().count();
    UNet pictures = new UNet(engine, TINY, UNetPorts.of(4, 1), DataType.FLOAT32, 1);
    long kernels =
        pictures.parameters().byName().values().stream()
            .filter(weight -> weight.shape().rank() == 4 && weight.shape().dim(2) == 3)
            .mapToLong(weight -> weight.shape().size())
            .sum();
    assertThat(clips).isEqualTo(pictures.parameters().count() + 2 * kernels);
  }

  /** Any number of frames, and each sees its neighbours. */
  @Test
  void framesSeeEachOther() {
    UNet network = UNet.ofClips(engine, TINY, 4, 1, 0, DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 1, 5, 4, 4);
      Tensor other = Tensor.concat(2, x.slice(2, 0, 4), x.slice(2, 4, 5).multiply(2));
      double[] noise = {0.5};
      Tensor y = network.forward(x, noise, Conditioning.none(1));
      assertThat(y.shape()).isEqualTo(x.shape());
      assertThat(y.slice(2, 0, 1).toFloats())
          .isNotEqualTo(
              network.forward(other, noise, Conditioning.none(1)).slice(2, 0, 1).toFloats());
      assertThatThrownBy(() -> network.forward(x.reshape(5, 1, 4, 4), noise, Conditioning.none(5)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("expected [N, 1, L, H, W]");
    }
  }
}
