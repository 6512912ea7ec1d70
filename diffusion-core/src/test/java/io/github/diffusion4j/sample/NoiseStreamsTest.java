package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoiseStreamsTest {
  private final ReferenceEngine engine = new ReferenceEngine();

  @Test
  void goesOnWithNewNoise() {
    NoiseStreams noise = NoiseStreams.of(5, 0, 2);
    Shape shape = Shape.of(2, 1, 3, 1);
    float[] first = noise.next(engine, shape, DataType.FLOAT32).toFloats();
    float[] second = noise.next(engine, shape, DataType.FLOAT32).toFloats();
    assertThat(first).doesNotContain(second).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameInBothTypes() {
    Shape shape = Shape.of(1, 1, 2, 2);
    float[] floats = NoiseStreams.of(5, 3, 1).next(engine, shape, DataType.FLOAT32).toFloats();
    double[] doubles = NoiseStreams.of(5, 3, 1).next(engine, shape, DataType.FLOAT64).toDoubles();
    for (int i = 0; i < floats.length; i++) {
      assertThat(doubles[i]).isEqualTo(floats[i]);
    }
  }

  @Test
  void isStandardNormal() {
    double[] values =
        NoiseStreams.of(1, 0, 40)
            .next(engine, Shape.of(40, 1, 25, 25), DataType.FLOAT64)
            .toDoubles();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    assertThat(mean).isCloseTo(0, Offset.offset(0.03));
    assertThat(variance).isCloseTo(1, Offset.offset(0.04));
  }

  @Test
  void refusesOtherBatches() {
    assertThatThrownBy(() -> NoiseStreams.of(1, -1, 3)).hasMessageContaining("from picture -1");
    assertThatThrownBy(() -> NoiseStreams.of(1, 0, 0)).hasMessageContaining("0 pictures");
    NoiseStreams noise = NoiseStreams.of(1, 0, 2);
    for (Shape shape : new Shape[] {Shape.of(), Shape.of(3, 1, 1, 1)}) {
      assertThatThrownBy(() -> noise.next(engine, shape, DataType.FLOAT32))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("must be 2");
    }
  }
}
