package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UNetTest {
  private static final UNetSpec TINY = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);

  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 5", "4, 2"})
  void keepsTheShapeOfItsInput(int channels, int classes) {
    UNet network = new UNet(engine, TINY, UNetPorts.of(8, channels, classes), DataType.FLOAT32, 1);
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(2, channels, 8, 8), DataType.FLOAT32);
      Tensor y = network.forward(x, new double[] {0.1, -1}, Conditioning.none(2));
      assertThat(y.shape()).isEqualTo(x.shape());
    }
  }

  /** The last convolution starts as zero, so an untrained network says nothing. */
  @Test
  void startsAtZero() {
    UNet network = new UNet(engine, TINY, UNetPorts.of(8, 1), DataType.FLOAT32, 1);
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(1, 1, 8, 8), DataType.FLOAT32);
      assertThat(network.forward(x, new double[] {0.5}, Conditioning.none(1)).toFloats())
          .containsOnly(0);
    }
  }

  /** What the same network has in PyTorch: an independent count of every layer. */
  @Test
  void smallFashionNetworkHasTheCountedParameters() {
    UNetSpec spec = new UNetSpec(32, List.of(1, 2, 2), 1, List.of(8), 64, 0);
    UNet network = new UNet(engine, spec, UNetPorts.of(32, 1, 10), DataType.FLOAT32, 1);
    assertThat(network.parameters().count()).isEqualTo(1_192_641);
  }

  /** Every weight's gradient, through the whole network, against a finite difference. */
  @Test
  void gradientsAgreeWithFiniteDifferences() {
    UNetSpec spec = new UNetSpec(4, List.of(1, 2), 1, List.of(2), 4, 0);
    UNet network = new UNet(engine, spec, UNetPorts.of(4, 2, 3), DataType.FLOAT64, 1);
    NetworkTrials.stir(engine, network.parameters());
    NetworkTrials.assertGradients(
        engine, network.parameters(), () -> loss(network, DataType.FLOAT64));
  }

  /** With dropout, which must fall on the same elements both times. */
  @Test
  void gradientCheckpointingChangesNoGradientButRoundingAndNeedsLessMemory() {
    UNetSpec spec = new UNetSpec(16, List.of(1, 2), 2, List.of(8), 8, 0.2);
    UNet network = new UNet(engine, spec, UNetPorts.of(16, 2, 3), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    List<List<double[]>> gradients = new ArrayList<>();
    long[] bytes = new long[2];
    for (boolean checkpointing : new boolean[] {true, false}) {
      gradients.add(
          NetworkTrials.gradients(
              engine,
              network.parameters(),
              () -> {
                Tensor x = noise(Shape.of(4, 2, 16, 16), DataType.FLOAT32);
                Tensor y =
                    network
                        .training(7, checkpointing)
                        .forward(x, new double[4], new Conditioning(new int[] {1, -1, 0, 2}));
                return y.subtract(x).square().mean();
              }));
      bytes[checkpointing ? 0 : 1] = engine.memoryBytes();
    }
    for (int i = 0; i < gradients.get(0).size(); i++) {
      double[] expected = gradients.get(1).get(i);
      for (int j = 0; j < expected.length; j++) {
        // Sums over the uses of a tensor are added up in another order.
        assertThat(gradients.get(0).get(i)[j]).isCloseTo(expected[j], within(1e-6));
      }
    }
    assertThat(bytes[0]).isLessThan(bytes[1]);
  }

  @Test
  void classAndNoiseLevelChangeTheOutput() {
    UNet network = new UNet(engine, TINY, UNetPorts.of(8, 1, 3), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(1, 1, 8, 8), DataType.FLOAT32);
      float[] first = run(network, x, 0.5, 0);
      assertThat(run(network, x, 0.5, 0)).isEqualTo(first);
      assertThat(run(network, x, 0.5, 2)).isNotEqualTo(first);
      assertThat(run(network, x, 0.5, -1)).isNotEqualTo(first);
      assertThat(run(network, x, 0.6, 0)).isNotEqualTo(first);
    }
  }

  /** A picture's result does not depend on what else is in the batch. */
  @Test
  void picturesOfABatchAreIndependent() {
    UNet network = new UNet(engine, TINY, UNetPorts.of(8, 1, 3), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(3, 1, 8, 8), DataType.FLOAT32);
      float[] together =
          network
              .forward(x, new double[] {0.1, 0.2, 0.3}, new Conditioning(new int[] {0, 1, 2}))
              .toFloats();
      float[] alone = run(network, x.slice(0, 1, 2), 0.2, 1);
      for (int i = 0; i < 64; i++) {
        assertThat(together[64 + i]).isCloseTo(alone[i], within(1e-5f));
      }
    }
  }

  @Test
  void dropoutActsInTrainingOnlyAndFollowsItsSeed() {
    UNetSpec spec = new UNetSpec(8, List.of(1, 2), 1, List.of(), 8, 0.5);
    UNet network = new UNet(engine, spec, UNetPorts.of(8, 1), DataType.FLOAT32, 1);
    NetworkTrials.stir(engine, network.parameters());
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(1, 1, 8, 8), DataType.FLOAT32);
      assertThat(run(network, x, 0.5, -1)).isEqualTo(run(network, x, 0.5, -1));
      assertThat(run(network.training(1, false), x, 0.5, -1))
          .isEqualTo(run(network.training(1, false), x, 0.5, -1))
          .isNotEqualTo(run(network.training(2, false), x, 0.5, -1))
          .isNotEqualTo(run(network, x, 0.5, -1));
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UNet(engine, TINY, UNetPorts.of(9, 1), DataType.FLOAT32, 1))
        .withMessageContaining("image size 9 cannot be halved 1 times; use a multiple of 2");
    UNetSpec oddHeads = new UNetSpec(8, List.of(1), 1, List.of(4), 3, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UNet(engine, oddHeads, UNetPorts.of(4, 1), DataType.FLOAT32, 1))
        .withMessageContaining("head-channels is 3; it must divide the 8 channels");
    UNet network = new UNet(engine, TINY, UNetPorts.of(8, 1, 3), DataType.FLOAT32, 1);
    try (Scope scope = engine.inference()) {
      Tensor x = noise(Shape.of(1, 1, 8, 8), DataType.FLOAT32);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run(network, x, 0, 3))
          .withMessage("label 3 is unknown to the network; it has classes 0 to 2");
      Tensor wrong = noise(Shape.of(1, 2, 8, 8), DataType.FLOAT32);
      assertThatThrownBy(() -> run(network, wrong, 0, 0))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("expected [N, 1, H, W] with H and W multiples of 2");
    }
  }

  private static float[] run(Network network, Tensor x, double noise, int label) {
    return network.forward(x, new double[] {noise}, new Conditioning(new int[] {label})).toFloats();
  }

  private Tensor noise(Shape shape, DataType type) {
    return NetworkTrials.noise(engine, type, shape.toArray());
  }

  private Tensor loss(UNet network, DataType type) {
    Tensor x = noise(Shape.of(2, 2, 4, 4), type);
    Tensor y = network.forward(x, new double[] {0.3, -0.8}, new Conditioning(new int[] {1, -1}));
    return y.subtract(x).square().mean();
  }
}
