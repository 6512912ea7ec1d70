package io.github.diffusion4j.eval.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hits say, at the published numbers of pictures and everywhere between. */
class RateVerdictTest {
  private static final CheckSettings SETTINGS = CheckSettings.standard();

  @ParameterizedTest
  @CsvSource({
    // The table of exact bounds for 1 % and 95 %: that many pictures for that many hits.
    "0, 299, PASS",
    "0, 298, INCONCLUSIVE",
    "1, 473, PASS",
    "1, 472, INCONCLUSIVE",
    "5, 1049, PASS",
    "5, 1048, INCONCLUSIVE",
    "10, 1693, PASS",
    "50, 1000, FAIL",
    "12, 1000, INCONCLUSIVE"
  })
  void judgesAtOnePercent(long hits, long samples, Verdict expected) {
    assertThat(RateVerdict.of(hits, samples, 0, 1, SETTINGS).verdict()).isEqualTo(expected);
  }

  @Test
  void saysHowManyMorePicturesWouldPass() {
    RateVerdict verdict = RateVerdict.of(1, 300, 0, 1, SETTINGS);

    assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict.further()).isEqualTo(173);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 of 300 generated pictures count as copies: the rate may be 0.017 % to 1.57 %, and the limit is 1.00 %; 173 more pictures without another copy would pass");
  }

  @Test
  void thoseMorePicturesDoPassAndOneFewerDoNot() {
    for (int seed = 0; seed < 200; seed++) {
      RandomStream random = RandomStream.of(seed, "test.further", 0);
      long samples = 1 + random.nextInt(2000);
      long hits = random.nextInt((int) Math.min(20, samples));
      double sensitivity = 0.5 + random.nextDouble() / 2;
      RateVerdict verdict = RateVerdict.of(hits, samples, 1, sensitivity, SETTINGS);
      if (verdict.verdict() != Verdict.PASS) {
        long enough = samples + verdict.further();
        assertThat(RateVerdict.of(hits, enough, 1, sensitivity, SETTINGS).verdict())
            .as("seed %d", seed)
            .isEqualTo(Verdict.PASS);
        assertThat(RateVerdict.of(hits, enough - 1, 1, sensitivity, SETTINGS).verdict())
            .as("seed %d", seed)
            .isEqualTo(Verdict.INCONCLUSIVE);
      }
    }
  }

  @Test
  void whatADetectorMissesRaisesTheRate() {
    RateVerdict verdict = RateVerdict.of(0, 299, 0, 0.9, SETTINGS);

    assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict.upper()).isEqualTo(ClopperPearson.of(0, 299, 0.95).upper() / 0.9);
  }

  @Test
  void falseAlarmsAloneDoNotFail() {
    // 20 of 1,000 are at least 1.3 %: above the limit of 1 %, but not if 1 % may be false alarms.
    assertThat(RateVerdict.of(20, 1000, 0, 1, SETTINGS).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(RateVerdict.of(20, 1000, 0.01, 1, SETTINGS).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void moreHitsNeverJudgeMilder() {
    Verdict before = Verdict.PASS;
    for (int hits = 0; hits <= 1000; hits++) {
      Verdict now = RateVerdict.of(hits, 1000, 0.003, 0.97, SETTINGS).verdict();
      assertThat(rank(now)).as("%d hits", hits).isGreaterThanOrEqualTo(rank(before));
      before = now;
    }
    assertThat(before).isEqualTo(Verdict.FAIL);
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case PASS -> 0;
      case INCONCLUSIVE -> 1;
      case FAIL -> 2;
    };
  }
}
