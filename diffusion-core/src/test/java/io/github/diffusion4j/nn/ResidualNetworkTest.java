package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResidualNetworkTest {
  private static final ResidualNetworkSpec SPEC = new ResidualNetworkSpec(3, List.of(8, 16), 2, 5);

  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  private ResidualNetwork network() {
    return new ResidualNetwork(
        engine, SPEC, x -> x.mean(2, 3).reshape(x.shape().dim(0), -1), DataType.FLOAT32, 3);
  }

  private Tensor pictures(int count, int height, int width) {
    float[] values = new float[count * 3 * height * width];
    RandomStream.of(1, "test.pictures", 0).nextGaussians(values, 0, values.length);
    return engine.tensor(values, Shape.of(count, 3, height, width));
  }

  @Test
  void makesARowOfAPictureOfAnySize() {
    ResidualNetwork network = network();
    try (Scope scope = engine.inference()) {
      for (int side = 1; side <= 9; side++) {
        assertThat(network.forward(pictures(2, side, 10 - side)).shape()).isEqualTo(Shape.of(2, 5));
      }
    }
  }

  @Test
  void whatItSaysOfAPictureDoesNotDependOnTheBatch() {
    ResidualNetwork network = network();
    try (Scope scope = engine.inference()) {
      Tensor batch = pictures(6, 7, 7);
      float[] together = network.forward(batch).toFloats();
      for (int i = 0; i < 6; i++) {
        float[] alone = network.forward(batch.slice(0, i, i + 1)).toFloats();
        assertThat(alone)
            .containsExactly(Arrays.copyOfRange(together, 5 * i, 5 * i + 5), within(1e-5f));
      }
    }
  }

  @Test
  void branchesBeginAsZeroAndAllWeightsLearn() {
    ResidualNetwork network = network();
    network
        .parameters()
        .byName()
        .forEach(
            (name, weight) -> {
              if (name.endsWith("second.weight")) {
                assertThat(weight.toFloats()).as(name).containsOnly(0);
                try (Scope scope = engine.inference()) {
                  engine.assign(weight, engine.full(0.1, weight.shape(), DataType.FLOAT32));
                }
              }
            });
    List<Tensor> weights = List.copyOf(network.parameters().byName().values());
    try (Scope scope = engine.scope()) {
      Tensor loss = network.forward(pictures(3, 8, 8)).square().mean();
      assertThat(engine.gradients(loss, weights))
          .allSatisfy(gradient -> assertThat(engine.sumOfSquares(gradient)).isPositive());
    }
  }

  @Test
  void isCountedWithoutBeingMade() {
    long blocks = 2 * block(8, 8, false) + block(8, 16, true) + block(16, 16, false);
    long expected = 3 * 25 * 8 + 8 + blocks + 2 * 16 + 16 * 5 + 5;
    assertThat(ResidualNetwork.parameterCount(SPEC)).isEqualTo(expected);
    assertThat(network().parameters().count()).isEqualTo(expected);
  }

  private static long block(int in, int out, boolean halves) {
    long norms = 2 * in + 2 * out;
    long convolutions = 9 * in * out + out + 9 * out * out + out;
    return norms + convolutions + (halves ? in * out + out : 0);
  }

  @Test
  void otherInputsAndSizesAreRefused() {
    ResidualNetwork network = network();
    assertThatThrownBy(() -> network.forward(engine.zeros(Shape.of(1, 1, 8, 8))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expected [N, 3, H, W]");
    assertThatThrownBy(() -> new ResidualNetworkSpec(3, List.of(), 1, 8))
        .hasMessageContaining("widths is []");
    assertThatThrownBy(() -> new ResidualNetworkSpec(3, List.of(6), 1, 8))
        .hasMessageContaining("multiples of 4");
    assertThatThrownBy(() -> new ResidualNetworkSpec(3, List.of(8), 0, 8))
        .hasMessageContaining("blocks is 0");
  }
}
