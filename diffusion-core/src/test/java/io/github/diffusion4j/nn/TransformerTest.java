package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  private Transformer network(boolean causal, DataType type) {
    Transformer network = new Transformer(engine, new TransformerSpec(2, 6, 2, 3, causal), type, 1);
    NetworkTrials.stir(engine, network.parameters());
    return network;
  }

  private Tensor loss(Transformer network, DataType type, boolean checkpointing) {
    Tensor x = NetworkTrials.noise(engine, type, 2, 5, 6);
    return network.forward(x, checkpointing).subtract(x).square().mean();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsAgreeWithFiniteDifferences(boolean causal) {
    Transformer network = network(causal, DataType.FLOAT64);
    NetworkTrials.assertGradients(
        engine, network.parameters(), () -> loss(network, DataType.FLOAT64, false));
  }

  @Test
  void checkpointingChangesNoGradient() {
    Transformer network = network(false, DataType.FLOAT32);
    List<double[]> kept =
        NetworkTrials.gradients(
            engine, network.parameters(), () -> loss(network, DataType.FLOAT32, false));
    List<double[]> again =
        NetworkTrials.gradients(
            engine, network.parameters(), () -> loss(network, DataType.FLOAT32, true));
    assertThat(again.toArray()).isEqualTo(kept.toArray());
  }

  /** What comes later leaves the first positions alone, if and only if the network is causal. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void causalMeansThatNothingLaterIsSeen(boolean causal) {
    Transformer network = network(causal, DataType.FLOAT32);
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 5, 6);
      Tensor other = Tensor.concat(1, x.slice(1, 0, 3), x.slice(1, 3, 5).multiply(2));
      float[] first = network.forward(x, false).slice(1, 0, 3).toFloats();
      float[] changed = network.forward(other, false).slice(1, 0, 3).toFloats();
      assertThat(java.util.Arrays.equals(first, changed)).isEqualTo(causal);
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransformerSpec(1, 6, 4, 4, false))
        .withMessage("heads is 4; it must be a divisor of the width 6");
    Transformer network = network(false, DataType.FLOAT32);
    try (Scope scope = engine.inference()) {
      Tensor wrong = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 5, 4);
      assertThatThrownBy(() -> network.forward(wrong, false))
          .isInstanceOf(ShapeException.class)
          .hasMessage("transformer: [1, 5, 4] does not fit; expected [N, L, 6]");
    }
  }
}
