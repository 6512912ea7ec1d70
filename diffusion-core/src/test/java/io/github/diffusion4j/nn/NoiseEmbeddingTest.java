package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.ReferenceTables;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NoiseEmbeddingTest {
  /** The values that Ho et al.'s embedding has at t = 10 with 8 numbers. */
  @Test
  void wavesAreThoseOfDdpm() {
    double[] expected = {
      -.5440211109, .4476708347, .0215426803, .000999999833,
      -.8390715291, .8941984253, .9997679295, .9999995
    };
    double[] waves = NoiseEmbedding.DDPM.waves(new double[] {10}, 8);
    for (int i = 0; i < 8; i++) {
      assertThat(waves[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  /** Frequencies 1, 1/10, 1/100 and 1/1000 at t = 10: cosines first, and none of 1/10000. */
  @Test
  void wavesAreThoseOfAdm() {
    double[] expected = new double[8];
    for (int i = 0; i < 4; i++) {
      expected[i] = Math.cos(10 / Math.pow(10, i));
      expected[4 + i] = Math.sin(10 / Math.pow(10, i));
    }
    assertThat(NoiseEmbedding.ADM.waves(new double[] {10}, 8))
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void wavesAreThoseOfTheTables() {
    for (JsonNode tables : ReferenceTables.all()) {
      for (Map.Entry<String, JsonNode> entry : tables.properties()) {
        Matcher of = Pattern.compile("time_embedding_t(\\d+)_dim(\\d+)").matcher(entry.getKey());
        if (of.matches()) {
          double[] t = {Double.parseDouble(of.group(1))};
          int size = Integer.parseInt(of.group(2));
          JsonNode rows = entry.getValue();
          assertThat(NoiseEmbedding.ADM.waves(t, size))
              .containsExactly(
                  ReferenceTables.numbers(rows.path("guided_diffusion_cos_then_sin")),
                  within(1e-11));
          assertThat(NoiseEmbedding.DDPM.waves(t, size))
              .containsExactly(
                  ReferenceTables.numbers(rows.path("ddpm_sin_then_cos_half_minus_1")),
                  within(1e-11));
        }
      }
    }
  }

  /** Sine and cosine of the same angle, the angle proportional to the level, deviation 16 turns. */
  @Test
  void wavesOfFourierHaveFixedGaussianFrequencies() {
    int half = 4000;
    double small = 1e-7;
    double[] waves = NoiseEmbedding.FOURIER.waves(new double[] {small, 2 * small}, 2 * half);
    double squares = 0;
    for (int i = 0; i < half; i++) {
      double sine = waves[i];
      assertThat(sine * sine + waves[half + i] * waves[half + i]).isCloseTo(1, within(1e-12));
      assertThat(waves[2 * half + i]).isCloseTo(2 * sine * waves[half + i], within(1e-12));
      squares += Math.pow(sine / (2 * Math.PI * small), 2);
    }
    // The deviation of 4000 Gaussian numbers is within five standard errors.
    assertThat(Math.sqrt(squares / half)).isCloseTo(16, within(5 * 16 / Math.sqrt(2 * half)));
    assertThat(NoiseEmbedding.FOURIER.waves(new double[] {small}, 2 * half))
        .containsExactly(java.util.Arrays.copyOf(waves, 2 * half));
  }
}
