package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static final Method HEUN =
      Method.of(new SamplerSpec(SamplerSpec.Kind.HEUN, 5), new LogNormalNoise());
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void classesTakeTurnsWhateverTheBatch() {
    List<int[]> asked = new ArrayList<>();
    Drawing.Drawn drawn =
        drawing(4)
            .draw(
                "pictures",
                7,
                HEUN,
                conditioning -> {
                  asked.add(conditioning.labels());
                  return grey(conditioning);
                });

    assertThat(drawn.labels()).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(asked).containsExactly(new int[] {0, 1, 2, 0}, new int[] {1, 2, 0});
    assertThat(drawn.images()).hasSize(7);
    assertThat(drawn.evaluations()).isEqualTo(9);
  }

  @Test
  void aPictureDoesNotDependOnItsBatch() {
    Drawing.Drawn one = drawing(1).draw("pictures", 5, HEUN, DrawingTest::grey);
    Drawing.Drawn all = drawing(5).draw("pictures", 5, HEUN, DrawingTest::grey);

    assertThat(one.images()).isEqualTo(all.images()).doesNotHaveDuplicates();
  }

  private static Drawing drawing(int batch) {
    Progress silent =
        new Progress(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    return new Drawing(engine, Shape.of(1, 4, 4), 3, batch, 7, silent);
  }

  private static Denoiser grey(Conditioning conditioning) {
    return new PixelDenoiser(false);
  }
}
