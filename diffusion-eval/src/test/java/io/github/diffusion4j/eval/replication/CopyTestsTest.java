package io.github.diffusion4j.eval.replication;

import static io.github.diffusion4j.eval.feature.RandomFeatures.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.Clusters;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Each test for copies on sets of which the answer is known. */
class CopyTestsTest {
  private final Features training = RandomFeatures.of(1, "training", 200, 8);
  private final Features heldOut = RandomFeatures.of(1, "heldOut", 200, 8);
  private final Features honest = RandomFeatures.of(1, "honest", 200, 8);

  @Test
  void adaptiveRatioByHand() {
    Features line = Features.of(RAW, new double[][] {{0}, {1}, {3}, {100}});
    Features generated = Features.of(RAW, new double[][] {{0.5}, {3}, {0.1}});
    // 0.5 to 0 and 1, then 3: mean (0.5 + 0.5 + 2.5) / 3; 3 to 3, 1 and 0; 0.1 to 0, 1 and 3.
    assertThat(new AdaptiveRatio(0.5, 3).of(generated, line))
        .containsExactly(
            new double[] {0.5 / (0.5 * 3.5 / 3), 0, 0.1 / (0.5 * 3.9 / 3)}, within(1e-12));
    assertThatThrownBy(() -> AdaptiveRatio.standard().of(generated, line))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("needs at least 50 pictures; these are 4");
  }

  @Test
  void aTwinHidesACopyFromTheRatioOfTwoButNotFromThatOfMany() {
    Features twins = training.with(training.range(0, 1));
    Features copy = training.range(0, 1);
    assertThat(MemorisationRatio.of(copy, twins, MemorisationRatio.THRESHOLD).fraction()).isZero();
    assertThat(MemorisationRatio.of(copy, training, MemorisationRatio.THRESHOLD).fraction())
        .isOne();
    assertThat(AdaptiveRatio.standard().of(copy, twins)[0]).isZero();
  }

  @Test
  void copiesAreSeenAndHonestPicturesAreNot() {
    assertThat(DataCopying.zScore(heldOut, honest, training)).isBetween(-4.0, 4.0);
    assertThat(DataCopying.zScore(heldOut, training, training)).isLessThan(-10);
    Clusters cells = Clusters.of(training, 3, 1);
    assertThat(DataCopying.overCells(heldOut, training, training, cells, 0.1)).isLessThan(-5);
    assertThat(SplitPermutation.of(honest, training, heldOut).z()).isBetween(-4.0, 4.0);
    assertThat(SplitPermutation.of(training, training, heldOut).nearestInTraining()).isEqualTo(200);
    assertThat(DistanceShare.of(training, training, heldOut)).isEqualTo(1);
    assertThat(DistanceShare.of(honest, training, training)).isEqualTo(0.5);
    assertThat(DistanceShare.protection(1)).isZero();
    assertThat(Authenticity.percent(training, training)).isZero();
    assertThat(MemorisationDistance.of(training, training, 0.1).mean()).isCloseTo(0, within(1e-12));
  }

  @Test
  void theVarianceIsThatOfExchangedLabels() {
    Features generated = RandomFeatures.of(2, "generated", 60, 3);
    Features pool = RandomFeatures.of(2, "pool", 50, 3);
    double sum = 0;
    double squares = 0;
    int runs = 4000;
    SplitPermutation test = null;
    for (int run = 0; run < runs; run++) {
      int[] order = Permutations.of(50, RandomStream.of(run, "test.labels", 0));
      Features mixed = pool.select(order);
      test = SplitPermutation.of(generated, mixed.range(0, 20), mixed.range(20, 50));
      sum += test.nearestInTraining() - test.expected();
      squares += Math.pow(test.nearestInTraining() - test.expected(), 2);
    }
    assertThat(sum / runs).isCloseTo(0, within(4 * Math.sqrt(test.variance() / runs)));
    assertThat(squares / runs).isCloseTo(test.variance(), within(0.12 * test.variance()));
  }

  @Test
  void theOrderOfPicturesDoesNotMatter() {
    int[] order = Permutations.of(200, RandomStream.of(3, "test.order", 0));
    Features shuffled = honest.select(order);
    assertThat(DataCopying.zScore(heldOut, shuffled, training))
        .isEqualTo(DataCopying.zScore(heldOut, honest, training));
    assertThat(SplitPermutation.of(shuffled, training, heldOut))
        .isEqualTo(SplitPermutation.of(honest, training, heldOut));
    assertThat(Authenticity.percent(honest, training.select(order)))
        .isEqualTo(Authenticity.percent(honest, training));
  }

  @Test
  void setsOfDifferentSizesAreRefusedWhereSizeDecides() {
    assertThatThrownBy(() -> DistanceShare.of(honest, training, heldOut.range(0, 150)))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("take 150 of each");
  }

  @Test
  void aMixtureOfOneIsItsGaussian() {
    Features centre = Features.of(RAW, new double[][] {{1, 2}});
    double[] likelihood =
        new GaussianMixture(centre, new double[] {Math.log(4)})
            .logLikelihood(Features.of(RAW, new double[][] {{1, 2}, {3, 2}}));
    assertThat(likelihood[0]).isCloseTo(-Math.log(2 * Math.PI * 4), within(1e-12));
    assertThat(likelihood[1]).isCloseTo(likelihood[0] - 0.5, within(1e-12));
  }

  @Test
  void tilesSeeWhatWholePicturesHide() {
    double[] black = new double[3 * 64];
    double[] corner = black.clone();
    for (int channel = 0; channel < 3; channel++) {
      corner[channel * 64] = 1;
    }
    assertThat(TiledDistance.standard().largest(black, corner, 8, 8)).isEqualTo(0.5);
    assertThat(TiledDistance.whole(black, corner, 8, 8)).isEqualTo(0.125);
    assertThatThrownBy(() -> TiledDistance.standard().largest(new double[9], new double[9], 3, 3))
        .hasMessageContaining("take fewer tiles");
    assertThatThrownBy(() -> TiledDistance.whole(black, new double[3], 8, 8))
        .hasMessageContaining("192 and 3 samples");
  }

  @Test
  void rankingsByHand() {
    Ranking ranking = new Ranking(new int[] {1, 4}, 4);
    assertThat(ranking.averagePrecision())
        .isCloseTo(((0 + 0.5) / 2 + (0.25 + 0.4) / 2) / 4, within(1e-12));
    assertThat(ranking.reciprocalRank()).isEqualTo(0.5);
    assertThat(ranking.precisionAt(2)).isEqualTo(0.5);
    assertThat(ranking.recallAt(5)).isEqualTo(0.5);
    assertThatThrownBy(() -> new Ranking(new int[] {1, 1}, 2)).hasMessageContaining("ascend");
  }

  @Test
  void onePairRankingByHand() {
    PairScores pairs =
        PairScores.of(
            new double[] {0.2, 0.9, 0.5, 0.7}, new boolean[] {false, true, true, false}, 3);
    // Copies at places 1 and 3 of 4, a third one nowhere.
    assertThat(pairs.averagePrecision()).isCloseTo((1 + 2.0 / 3) / 3, within(1e-12));
    assertThat(pairs.recallAtFalsePositiveRate(0)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(pairs.recallAtFalsePositiveRate(0.5)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(pairs.recallAtPrecision(0.9)).isCloseTo(1.0 / 3, within(1e-12));
    PairScores ties =
        PairScores.of(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, true}, 2);
    assertThat(ties.averagePrecision()).isEqualTo(0.5);
  }

  @Test
  void similaritiesOfSets() {
    TopSimilarities within = TopSimilarities.within(training.with(training.range(0, 1)));
    assertThat(within.values()[0]).isCloseTo(1, within(1e-12));
    assertThat(within.quantile(1)).isCloseTo(1, within(1e-12));
    TopSimilarities top = new TopSimilarities(new double[] {-0.5, 0.004, 0.7, 1}, new int[4]);
    assertThat(top.shareAbove(0.5)).isEqualTo(0.5);
    assertThat(top.histogram()[0]).isCloseTo(100, within(1e-9));
    assertThat(top.histogram()[199]).isCloseTo(50, within(1e-9));
    assertThat(ScoreNormalisation.standard().of(0.9, new double[] {0.1, 0.4, 0.2, 0.3}))
        .isCloseTo(0.6, within(1e-12));
    assertThatThrownBy(() -> ScoreNormalisation.standard().offset(new double[2]))
        .hasMessageContaining("2 background pictures for ranks 0 to 2");
  }

  @Test
  void likelihoodFallsWithCopies() {
    FeatureLikelihood fresh = FeatureLikelihood.of(training, heldOut, honest);
    FeatureLikelihood copied = FeatureLikelihood.of(training, heldOut, training);
    assertThat(fresh.divergence()).isBetween(-30.0, 30.0);
    assertThat(fresh.gap()).isBetween(-60.0, 60.0);
    assertThat(copied.divergence()).isGreaterThan(1000);
    assertThat(copied.gap()).isLessThan(-1000);
    Features flat = Features.of(RAW, new double[][] {{1, 2}, {1, 3}, {1, 5}, {1, 1}, {1, 4}});
    assertThat(FeatureLikelihood.of(flat, flat.range(0, 3), flat.range(2, 5)).divergence())
        .as("a feature that never changes")
        .isFinite();
  }

  @Test
  void theFitMakesTrainingPicturesLikelier() {
    for (int seed = 0; seed < 5; seed++) {
      Features centres = RandomFeatures.of(seed, "centres", 30, 4);
      Features rows = RandomFeatures.of(seed, "rows", 130, 4);
      GaussianMixture fitted = MixtureFit.of(centres, rows);
      double likelihood = mean(fitted.logLikelihood(rows));
      for (double logVariance : new double[] {-2, -1, 0, 1, 2}) {
        double[] same = new double[30];
        Arrays.fill(same, logVariance);
        assertThat(likelihood)
            .as("seed %d, logarithm of all variances %s", seed, logVariance)
            .isGreaterThan(mean(new GaussianMixture(centres, same).logLikelihood(rows)) - 0.2);
      }
      assertThat(MixtureFit.of(centres, rows).logVariances())
          .as("threads change nothing")
          .containsExactly(fitted.logVariances());
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void aCliqueIsOneAndNearlyTheLargest() {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream random = RandomStream.of(seed, "test.clique", 0);
      BitSet[] alike = new BitSet[12];
      Arrays.setAll(alike, i -> new BitSet());
      for (int i = 0; i < alike.length; i++) {
        for (int j = 0; j < i; j++) {
          if (random.nextDouble() < 0.5 || i < 6) {
            alike[i].set(j);
            alike[j].set(i);
          }
        }
      }
      int largest = 0;
      for (int subset = 1; subset < 1 << alike.length; subset++) {
        BitSet members = BitSet.valueOf(new long[] {subset});
        boolean clique =
            members.stream()
                .allMatch(
                    i -> members.stream().allMatch(other -> other == i || alike[i].get(other)));
        largest = clique ? Math.max(largest, members.cardinality()) : largest;
      }
      assertThat(Cliques.largest(alike)).as("seed %d", seed).isBetween(largest - 1, largest);
    }
    assertThat(Cliques.largest(new BitSet[] {new BitSet(), new BitSet()})).isOne();
    assertThat(Cliques.largest(new BitSet[0])).isZero();
  }
}
