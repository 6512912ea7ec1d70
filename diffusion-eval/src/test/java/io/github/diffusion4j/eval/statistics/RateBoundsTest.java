package io.github.diffusion4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact bounds, sample sizes and resampling against simulation and closed forms. */
class RateBoundsTest {

  @ParameterizedTest
  @CsvSource({"50, 0.01", "50, 0.3", "200, 0.02", "31, 0.9"})
  void boundsHoldAsOftenAsTheySay(int samples, double rate) {
    int runs = 4000;
    int upper = 0;
    int lower = 0;
    for (int run = 0; run < runs; run++) {
      RandomStream random = RandomStream.of(run, "test.rate", samples);
      int hits = 0;
      for (int i = 0; i < samples; i++) {
        hits += random.nextDouble() < rate ? 1 : 0;
      }
      ClopperPearson bound = ClopperPearson.of(hits, samples, 0.95);
      upper += bound.upper() >= rate ? 1 : 0;
      lower += bound.lower() <= rate ? 1 : 0;
    }
    // Four standard errors of 4000 runs below 95 %.
    assertThat((double) upper / runs).as("seeds 0 to %d", runs - 1).isGreaterThan(0.936);
    assertThat((double) lower / runs).as("seeds 0 to %d", runs - 1).isGreaterThan(0.936);
  }

  @Test
  void mirrorsHitsAndMisses() {
    for (int n = 1; n < 40; n += 3) {
      for (int k = 0; k <= n; k++) {
        ClopperPearson hits = ClopperPearson.of(k, n, 0.9);
        ClopperPearson misses = ClopperPearson.of(n - k, n, 0.9);
        assertThat(hits.upper()).as("%d of %d", k, n).isCloseTo(1 - misses.lower(), within(1e-12));
        assertThat(hits.lower()).isLessThanOrEqualTo(hits.rate());
        assertThat(hits.upper()).isGreaterThanOrEqualTo(hits.rate());
      }
    }
  }

  @Test
  void correctsForWhatADetectorMisses() {
    ClopperPearson bound = ClopperPearson.of(0, 299, 0.95);
    assertThat(bound.upperCorrected(0.9, 0.99)).isEqualTo(bound.upper() / (0.9 * 0.99));
    assertThat(bound.upperCorrected(0.001, 1)).isEqualTo(1);
    assertThat(ClopperPearson.of(3, 100, 0.95).excess(0.01)).isCloseTo(0.02 / 0.99, within(1e-15));
    assertThatThrownBy(() -> bound.upperCorrected(0, 1))
        .hasMessageContaining("a detector that finds nothing bounds nothing");
  }

  @Test
  void sampleSizesAreTheSmallest() {
    for (long hits = 0; hits < 6; hits++) {
      long n = SampleSize.forUpperBound(hits, 0.02, 0.95);
      assertThat(ClopperPearson.of(hits, n, 0.95).upper())
          .as("%d hits", hits)
          .isLessThanOrEqualTo(0.02);
      assertThat(ClopperPearson.of(hits, n - 1, 0.95).upper()).isGreaterThan(0.02);
    }
    assertThat(SampleSize.furtherFor(ClopperPearson.of(1, 300, 0.95), 0.01)).isEqualTo(173);
    assertThat(SampleSize.furtherFor(ClopperPearson.of(0, 400, 0.95), 0.01)).isZero();
  }

  @Test
  void riskAndChance() {
    assertThat(Power.moreThan(0, 299, 0.001)).isCloseTo(0.2586, within(1e-4));
    assertThat(Power.moreThan(3, 773, 0.001)).isCloseTo(0.0082, within(2e-4));
    assertThat(Power.hitsByChance(300, 0.001, 0.95)).isEqualTo(1);
    assertThat(Power.hitsByChance(1000, 0.001, 0.95)).isEqualTo(3);
    assertThat(Power.hitsByChance(3000, 0.001, 0.95)).isEqualTo(6);
    assertThat(Power.hitsByChance(10000, 0.001, 0.95)).isEqualTo(15);
    assertThat(Power.anyHit(10, 1)).isEqualTo(1);
    assertThat(Power.anyHit(10, 0)).isZero();
  }

  @Test
  void badNumbersEndInASentence() {
    assertThatThrownBy(() -> ClopperPearson.of(2, 1, 0.95)).hasMessageContaining("2 hits among 1");
    assertThatThrownBy(() -> ClopperPearson.of(0, 0, 0.95))
        .hasMessageContaining("at least 1 sample");
    assertThatThrownBy(() -> ClopperPearson.of(0, 9, 95)).hasMessageContaining("such as 0.95");
    assertThatThrownBy(() -> SampleSize.forUpperBound(0, 0, 0.95))
        .hasMessageContaining("0.01 for 1 %");
    assertThatThrownBy(() -> Power.anyHit(5, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void theJackknifeOfAMeanIsItsStandardError() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
    Statistic mean =
        samples -> {
          double sum = 0;
          for (int i : samples) {
            sum += values[i];
          }
          return sum / samples.length;
        };
    Interval interval = new Jackknife(0.95).around(Groups.single(8), mean);
    double variance = 0;
    for (double value : values) {
      variance += Math.pow(value - 3.875, 2) / 7;
    }
    // Student's t of 7 degrees leaves 2.5 % above 2.364624.
    assertThat(interval.estimate()).isEqualTo(3.875);
    assertThat(interval.upper() - interval.estimate())
        .isCloseTo(2.364624251592785 * Math.sqrt(variance / 8), within(1e-9));
    Interval bootstrap = new Bootstrap(2000, 0.95, 1).around(Groups.single(8), mean);
    assertThat(bootstrap.lower()).isLessThan(3.875).isGreaterThan(1.5);
    assertThat(bootstrap.upper()).isGreaterThan(3.875).isLessThan(6.5);
    assertThat(new Bootstrap(2000, 0.95, 1).around(Groups.single(8), mean)).isEqualTo(bootstrap);
  }

  @Test
  void picturesOfOnePromptAreOneSample() {
    Groups prompts = Groups.byKey(List.of("a", "b", "a", "b", "c"));
    assertThat(prompts.members())
        .containsExactly(new int[] {0, 2}, new int[] {1, 3}, new int[] {4});
    Groups blocks = Groups.blocks(10, 3, 1);
    assertThat(blocks.members()).hasSize(3);
    assertThat(blocks.all()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThatThrownBy(() -> Groups.blocks(10, 11, 1)).hasMessageContaining("11 blocks of 10");
  }

  @Test
  void benjaminiAndHochbergsExample() {
    double[] p = {0.041, 0.001, 0.008, 0.039, 0.6};
    assertThat(FalseDiscovery.reject(p, 0.05)).containsExactly(1, 2);
    assertThat(FalseDiscovery.reject(p, 0.06)).containsExactly(0, 1, 2, 3);
    assertThat(FalseDiscovery.reject(new double[0], 0.05)).isEmpty();
  }

  @Test
  void quantilesAreNumPys() {
    assertThat(Quantiles.linear(new double[] {4, 1, 3, 2}, 0.95)).isCloseTo(3.85, within(1e-12));
    assertThat(Quantiles.linear(new double[] {7}, 0.3)).isEqualTo(7);
    assertThatThrownBy(() -> Quantiles.linear(new double[0], 0.5)).hasMessageContaining("0 values");
  }
}
