package io.github.diffusion4j.train;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.ReferenceTables;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  /** EDM2 counts images, and rises over the first ten million of them. */
  private static double edm2(double reference, double batch, double referenceSteps, double images) {
    return reference
        * LearningRate.rise(images, 1e7)
        * LearningRate.inverseRoot(images, referenceSteps * batch);
  }

  @Test
  void agreesWithTheTables() {
    for (JsonNode tables : ReferenceTables.all()) {
      for (Map.Entry<String, JsonNode> table : tables.properties()) {
        Matcher of =
            Pattern.compile("edm2_lr_ref(.+)_batch(\\d+)_tref(\\d+)").matcher(table.getKey());
        if (of.matches()) {
          for (Map.Entry<String, JsonNode> row : table.getValue().properties()) {
            double rate =
                edm2(
                    Double.parseDouble(of.group(1)),
                    Double.parseDouble(of.group(2)),
                    Double.parseDouble(of.group(3)),
                    Double.parseDouble(row.getKey()));
            assertClose(row.getKey(), rate, row.getValue().doubleValue());
          }
        }
      }
    }
  }

  @Test
  void isThePapers() {
    assertThat(edm2(0.01, 2048, 70_000, 0)).isZero();
    assertThat(edm2(0.01, 2048, 70_000, 5e6)).isCloseTo(0.005, within(1e-15));
    assertThat(edm2(0.01, 2048, 70_000, 143.36e6)).isCloseTo(0.01, within(1e-15));
    assertThat(edm2(0.01, 2048, 70_000, 1L << 31)).isCloseTo(.0025837415, within(1e-10));
  }

  private static TrainingSpec spec(Decay decay) {
    return new TrainingSpec(
        1000,
        null,
        1,
        1,
        0.5,
        10,
        decay,
        100,
        0,
        1,
        0,
        AverageSpec.STANDARD,
        0,
        false,
        AugmentationSpec.NONE,
        ObjectiveSpec.PLAIN,
        1,
        false,
        1,
        1);
  }

  @Test
  void goesOnAsTheDecaySays() {
    assertThat(LearningRate.at(spec(Decay.CONSTANT), 5, 0)).isEqualTo(0.25);
    assertThat(LearningRate.at(spec(Decay.CONSTANT), 900, 0)).isEqualTo(0.5);
    assertThat(LearningRate.at(spec(Decay.COSINE), 500, 0)).isCloseTo(0.25, within(1e-12));
    assertThat(LearningRate.at(spec(Decay.COSINE), 1000, 0)).isCloseTo(0, within(1e-12));
    assertThat(LearningRate.at(spec(Decay.INVERSE_ROOT), 100, 0)).isEqualTo(0.5);
    assertThat(LearningRate.at(spec(Decay.INVERSE_ROOT), 400, 0)).isEqualTo(0.25);
  }
}
