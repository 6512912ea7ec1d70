package io.github.diffusion4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Drawing that ends early. A fresh U-Net says 0, and EDM's preconditioning makes of that the exact
 * denoiser of pixels with deviation 0.5 each, so states at level s have deviation sqrt(0.25 + s^2).
 */
class StageEndTest {
  private static final UNetSpec NETWORK = new UNetSpec(4, List.of(1), 1, List.of(), 4, 0);
  private static final SamplerSpec SAMPLER = new SamplerSpec(SamplerSpec.Kind.HEUN, 20);

  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void leavesPicturesWithNoiseOfTheLevelItEndsAt() {
    for (double level : new double[] {0, 0.5}) {
      float[] state = draw(level);
      double square = 0;
      for (float value : state) {
        square += value * value / state.length;
      }
      assertThat(Math.sqrt(square))
          .as("level %s", level)
          .isCloseTo(Math.sqrt(0.25 + level * level), within(0.04));
    }
  }

  @Test
  void cannotEndAboveItsBeginning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(100))
        .withMessageContaining("begin at 80");
  }

  private float[] draw(double until) {
    UNet network = new UNet(engine, NETWORK, manifest().ports(), DataType.FLOAT32, 1);
    return Model.of(manifest(), engine, network)
        .draw(SAMPLER, Guides.NONE, Conditioning.none(32), NoiseStreams.of(7, 0, 32), until)
        .toFloats();
  }

  private ModelManifest manifest() {
    return new ModelManifest(
        ModelManifest.FORMAT,
        engine.name(),
        NETWORK,
        Formulation.EDM,
        UNetPorts.of(8, 1, 0),
        List.of(),
        1,
        1,
        1,
        1,
        "test",
        "",
        "",
        null);
  }
}
