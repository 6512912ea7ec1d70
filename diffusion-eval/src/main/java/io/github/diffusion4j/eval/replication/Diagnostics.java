package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Clusters;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The published tests for copying, side by side. Those of whole distributions see nothing below
 * some 5 to 20 % of copies; those of single pictures depend on limits that belong to other data.
 */
public final class Diagnostics {
  private static final int CELLS = 3;
  private static final double PERCENTILE = 0.95;

  private Diagnostics() {}

  /**
   * Computes all that the numbers of pictures allow.
   *
   * @param seed of the cells of C_T
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
   */
  public static List<Diagnostic> of(
      Features training, Features heldOut, Features generated, long seed) {
    List<Diagnostic> all = new ArrayList<>();
    int least = Math.min(training.size(), Math.min(heldOut.size(), generated.size()));
    boolean directions =
        training.haveDirections() && heldOut.haveDirections() && generated.haveDirections();
    if (directions) {
      all.add(
          new Diagnostic(
              "95th percentile of top-1 cosine (Somepalli et al. 2023)",
              TopSimilarities.between(generated, training).quantile(PERCENTILE),
              TopSimilarities.between(heldOut, training).quantile(PERCENTILE),
              "as for held-out pictures",
              "fewer than 5 % of copies"));
    }
    AdaptiveRatio adaptive = AdaptiveRatio.standard();
    if (training.size() >= adaptive.neighbours()) {
      all.add(
          new Diagnostic(
              "median adaptive distance ratio (Carlini et al. 2023)",
              median(adaptive.of(generated, training)),
              median(adaptive.of(heldOut, training)),
              "as for held-out pictures",
              "fewer than half copies: it is a median; rank by it"));
    }
    if (training.size() >= 2) {
      all.add(
          new Diagnostic(
              "share with d1/d2 < 1/3 (Yoon et al. 2023, Gu et al. 2023)",
              ratio(generated, training),
              ratio(heldOut, training),
              "as for held-out pictures, mostly 0",
              "copies of pictures that are twice in the training set"));
      all.add(
          new Diagnostic(
              "AuthPct (Alaa et al. 2022)",
              Authenticity.percent(generated, training),
              Authenticity.percent(heldOut, training),
              "as for held-out pictures",
              "few copies; copies of duplicated pictures"));
    }
    all.add(
        new Diagnostic(
            "Z_U (Meehan et al. 2020)",
            DataCopying.zScore(heldOut, generated, training),
            null,
            "-2 to 2; far below means copying",
            "less than some 5 % of copies"));
    if (least >= 20 * CELLS) {
      all.add(
          new Diagnostic(
              "C_T over 3 cells (Meehan et al. 2020)",
              DataCopying.overCells(
                  heldOut,
                  generated,
                  training,
                  Clusters.of(training, CELLS, seed),
                  20.0 / generated.size()),
              null,
              "-2 to 2; far below means copying",
              "less than some 5 % of copies"));
    }
    all.add(
        new Diagnostic(
            "split permutation, z",
            SplitPermutation.of(generated, training, heldOut).z(),
            null,
            "-2 to 2; far above means copying",
            "less than some 10 % of copies"));
    int equal = Math.min(training.size(), heldOut.size());
    double share = DistanceShare.of(generated, spread(training, equal), spread(heldOut, equal));
    all.add(
        new Diagnostic(
            "share nearer to training than to held-out pictures (SDMetrics' DCR share)",
            share,
            null,
            "0.5",
            "few copies; copies of training pictures that are not among " + equal));
    if (directions) {
      all.add(
          new Diagnostic(
              "MiFID's distance (Kaggle 2019)",
              MemorisationDistance.of(generated, training, 1).mean(),
              MemorisationDistance.of(heldOut, training, 1).mean(),
              "as for held-out pictures; smaller means copying",
              "few copies: it is a mean"));
    }
    if (training.size() >= 4 && heldOut.size() >= 2) {
      FeatureLikelihood likelihood = FeatureLikelihood.of(training, heldOut, generated);
      all.add(
          new Diagnostic(
              "FLD (Jiralerspong et al. 2023)",
              likelihood.divergence(),
              null,
              "near 0; beyond 1000 nearly all are copies",
              "few copies; worse pictures raise it, too"));
      all.add(
          new Diagnostic(
              "FLD's gap of training to held-out pictures (Jiralerspong et al. 2023)",
              likelihood.gap(),
              null,
              "near 0; far below means copying",
              "few copies"));
    }
    return List.copyOf(all);
  }

  private static Features spread(Features all, int count) {
    return all.select(Spread.over(all.size(), count));
  }

  private static double ratio(Features pictures, Features training) {
    return MemorisationRatio.of(pictures, training, MemorisationRatio.THRESHOLD).fraction();
  }

  private static double median(double[] values) {
    double[] sorted = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
