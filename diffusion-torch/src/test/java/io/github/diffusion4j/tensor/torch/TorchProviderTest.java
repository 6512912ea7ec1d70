package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchProviderTest {
  private static EngineSpec spec(String device, Precision precision) {
    return new EngineSpec("torch", device, precision);
  }

  @Test
  void itsNameSaysWhatComputesAndHowExactly() {
    try (Engine engine = Engine.open(spec("cpu", Precision.BFLOAT16))) {
      assertThat(engine.name()).isEqualTo("torch 2.10.0 cpu bfloat16");
    }
  }

  @Test
  void itIsChosenWhereItIsOnTheClassPath() {
    try (Engine engine = Engine.open()) {
      assertThat(engine.name()).isEqualTo("torch 2.10.0 cpu float32");
    }
  }

  @Test
  void aDeviceThatIsNotThereIsNamedWithThoseThatAre() {
    try (Engine engine = Engine.open(spec("cpu", Precision.FLOAT32))) {
      assertThat(engine.memoryBytes()).isZero();
    }
    assumeFalse(torch.cuda_is_available() || torch.hasMPS());
    for (String device : new String[] {"cuda", "cuda:1", "mps"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Engine.open(spec(device, Precision.FLOAT32)))
          .withMessage("device is '" + device + "'; this LibTorch has cpu");
    }
  }

  @Test
  void processorsHaveNoTf32() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Engine.open(spec("cpu", Precision.TF32)))
        .withMessage("precision is 'tf32', which cuda has; on cpu there are float32, bfloat16");
  }
}
