package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {
  private static final Engine.Provider ND4J = new Named("nd4j");
  private static final Engine.Provider TORCH = new Named("torch");

  private record Named(String name) implements Engine.Provider {
    @Override
    public Engine open(EngineSpec spec) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void autoTakesWhatWasPutBesideNd4j() {
    assertThat(Engines.choose("auto", List.of(ND4J, TORCH))).isSameAs(TORCH);
    assertThat(Engines.choose("auto", List.of(TORCH, ND4J))).isSameAs(TORCH);
    assertThat(Engines.choose("auto", List.of(ND4J))).isSameAs(ND4J);
  }

  @Test
  void aNameDecides() {
    assertThat(Engines.choose("nd4j", List.of(TORCH, ND4J))).isSameAs(ND4J);
    assertThat(Engines.choose("torch", List.of(ND4J, TORCH))).isSameAs(TORCH);
  }

  @Test
  void saysWhatThereIs() {
    assertThatThrownBy(() -> Engines.choose("jax", List.of(ND4J, TORCH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no engine 'jax' on the classpath; there are nd4j, torch");
    assertThatThrownBy(() -> Engines.choose("torch", List.of(ND4J)))
        .hasMessageContainingAll("'torch'", "there is nd4j", "diffusion-torch");
    assertThatThrownBy(() -> Engines.choose("auto", List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("META-INF/services");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cuda", "cuda:0", "cuda:12", "mps"})
  void knowsDevices(String device) {
    EngineSpec spec = new EngineSpec("torch", device, EngineSpec.Precision.BFLOAT16);
    assertThat(spec.device()).isEqualTo(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:1000", "CPU", "cuda 1"})
  void refusesOtherDevices(String device) {
    assertThatThrownBy(() -> new EngineSpec("torch", device, EngineSpec.Precision.FLOAT32))
        .hasMessageContainingAll("device is '" + device + "'", "cpu, cuda");
  }

  @Test
  void nd4jHasTheProcessorAndFloat32() {
    for (String other : List.of("cuda", "mps")) {
      EngineSpec spec = new EngineSpec("nd4j", other, EngineSpec.Precision.FLOAT32);
      assertThatThrownBy(() -> Engine.open(spec))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("cpu", "float32", other);
    }
    EngineSpec half = new EngineSpec("nd4j", "cpu", EngineSpec.Precision.BFLOAT16);
    assertThatThrownBy(() -> Engine.open(half)).hasMessageContainingAll("bfloat16", "float32");
  }
}
