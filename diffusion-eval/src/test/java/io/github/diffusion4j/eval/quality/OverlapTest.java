package io.github.diffusion4j.eval.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapTest {

  private static double distance(Features a, int i, Features b, int j) {
    double sum = 0;
    for (int k = 0; k < a.dimensions(); k++) {
      sum += (a.value(i, k) - b.value(j, k)) * (a.value(i, k) - b.value(j, k));
    }
    return sum;
  }

  private static double radius(Features set, int i, int k) {
    return IntStream.range(0, set.size())
        .filter(j -> j != i)
        .mapToDouble(j -> distance(set, i, set, j))
        .sorted()
        .skip(k - 1)
        .findFirst()
        .orElseThrow();
  }

  private static Overlap naive(Features real, Features generated, int k, Border border) {
    int balls = 0;
    int precise = 0;
    int covered = 0;
    int recalled = 0;
    for (int g = 0; g < generated.size(); g++) {
      int hits = 0;
      for (int r = 0; r < real.size(); r++) {
        hits += in(distance(real, r, generated, g), radius(real, r, k), border);
      }
      balls += hits;
      precise += Math.min(hits, 1);
    }
    for (int r = 0; r < real.size(); r++) {
      int here = r;
      covered +=
          IntStream.range(0, generated.size())
              .map(g -> in(distance(real, here, generated, g), radius(real, here, k), border))
              .max()
              .orElseThrow();
      recalled +=
          IntStream.range(0, generated.size())
              .map(g -> in(distance(real, here, generated, g), radius(generated, g, k), border))
              .max()
              .orElseThrow();
    }
    return new Overlap(
        (double) precise / generated.size(),
        (double) recalled / real.size(),
        (double) balls / k / generated.size(),
        (double) covered / real.size());
  }

  private static int in(double distance, double radius, Border border) {
    return distance < radius || border == Border.INSIDE && distance == radius ? 1 : 0;
  }

  @Test
  void agreesWithTheDefinition() {
    for (int seed = 0; seed < 12; seed++) {
      Features real = RandomFeatures.of(seed, "real", 20 + seed, 1 + seed % 4);
      Features generated = RandomFeatures.of(seed, "generated", 25, 1 + seed % 4, 0.5, 0.7);
      // Whole numbers meet the border often.
      if (seed % 2 == 0) {
        real = rounded(real);
        generated = rounded(generated);
      }
      for (Border border : Border.values()) {
        int k = 1 + seed % 5;
        assertThat(Overlap.real(real).generated(generated).measure(k, border))
            .as("seed %d, k %d, %s", seed, k, border)
            .isEqualTo(naive(real, generated, k, border));
      }
    }
  }

  private static Features rounded(Features features) {
    double[][] rows = new double[features.size()][];
    Arrays.setAll(rows, i -> Arrays.stream(features.row(i)).map(x -> Math.rint(2 * x)).toArray());
    return Features.of(features.descriptor(), rows);
  }

  @Test
  void tooFewPicturesEndInASentence() {
    Features few = RandomFeatures.of(1, "few", 5, 2);
    assertThatThrownBy(() -> Overlap.real(few).generated(few).measure(5, Border.INSIDE))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("needs at least 6 pictures; these are 5");
  }
}
