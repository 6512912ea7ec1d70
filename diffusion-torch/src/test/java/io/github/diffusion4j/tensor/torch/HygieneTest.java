package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing native is left behind by a step, and nothing waits for the garbage collector. */
class HygieneTest {
  private static final int SETTLED = 3;
  private static final int STEPS = 12;

  @ParameterizedTest
  @CsvSource({"FLOAT32, false", "FLOAT32, true", "BFLOAT16, false", "BFLOAT16, true"})
  void aStepGivesBackWhatItTook(Precision precision, boolean checkpointing) {
    try (Engine engine = Engine.open(new EngineSpec("torch", "cpu", precision))) {
      UNetSpec spec = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0.1);
      UNet network = new UNet(engine, spec, UNetPorts.of(8, 3, 2), DataType.FLOAT32, 1);
      List<Tensor> weights = List.copyOf(network.parameters().byName().values());
      List<Tensor> moments = weights.stream().map(w -> engine.zeros(w.shape())).toList();
      long bytes = 0;
      long handles = 0;
      for (int step = 1; step <= STEPS; step++) {
        step(engine, network, weights, moments, checkpointing, step);
        if (step == SETTLED) {
          bytes = engine.memoryBytes();
          handles = Pointer.totalCount();
        }
      }
      assertThat(engine.memoryBytes()).isEqualTo(bytes);
      // Fewer, if the collector found what other tests left behind.
      assertThat(Pointer.totalCount())
          .as("native objects that Java holds")
          .isLessThanOrEqualTo(handles);
      engine.close();
      assertThat(engine.memoryBytes()).isZero();
    }
  }

  private static void step(
      Engine engine,
      UNet network,
      List<Tensor> weights,
      List<Tensor> moments,
      boolean checkpointing,
      int number) {
    try (Scope scope = engine.scope()) {
      Tensor x = engine.full(0.5, Shape.of(2, 3, 8, 8), DataType.FLOAT32);
      Tensor y =
          network
              .training(number, checkpointing)
              .forward(x, new double[] {0.1, 0.2}, new Conditioning(new int[] {0, 1}));
      List<Tensor> gradients = engine.gradients(y.subtract(x).square().mean(), weights);
      Engine.AdamWStep adam =
          new Engine.AdamWStep(1e-3, 0.9, 0.99, 1e-8, 0.01, 1 / engine.sumOfSquares(x), number);
      for (int i = 0; i < weights.size(); i++) {
        Tensor variance = engine.full(1, weights.get(i).shape(), DataType.FLOAT32);
        engine.adamW(weights.get(i), gradients.get(i), moments.get(i), variance, adam);
        engine.lerp(moments.get(i), weights.get(i), 1e-3);
      }
    }
  }
}
