package io.github.diffusion4j.eval.cases;

import static io.github.diffusion4j.eval.cases.QualityCases.features;

import io.github.diffusion4j.eval.replication.Authenticity;
import io.github.diffusion4j.eval.replication.DataCopying;
import io.github.diffusion4j.eval.replication.DistanceShare;
import io.github.diffusion4j.eval.replication.GaussianMixture;
import io.github.diffusion4j.eval.replication.MemorisationDistance;
import io.github.diffusion4j.eval.replication.MemorisationRatio;
import io.github.diffusion4j.eval.replication.Ranking;
import io.github.diffusion4j.eval.replication.SplitPermutation;
import io.github.diffusion4j.eval.replication.SplitSimilarity;
import io.github.diffusion4j.eval.replication.TiledDistance;
import java.util.Arrays;
import java.util.Map;

/** The tests for copies on a record's input. */
final class ReplicationCases {

  Object authenticity(CaseInput in) {
    return Authenticity.percent(features(in, "gen"), features(in, "train"));
  }

  Object dataCopying(CaseInput in) {
    return DataCopying.zScore(features(in, "test"), features(in, "gen"), features(in, "train"));
  }

  Object memorisationRatio(CaseInput in) {
    MemorisationRatio ratio =
        MemorisationRatio.of(features(in, "gen"), features(in, "train"), in.number("threshold"));
    return Map.of("ratios", ratio.ratios(), "fraction", ratio.fraction());
  }

  Object tiledDistance(CaseInput in) {
    double[][] a = in.matrix("a");
    double[] grid = in.vector("grid");
    double[] left = flat(a);
    double[] right = flat(in.matrix("b"));
    int height = a.length;
    int width = a[0].length;
    TiledDistance tiles = new TiledDistance((int) grid[0], (int) grid[1]);
    return Map.of(
        "max_tile", tiles.largest(left, right, height, width),
        "whole_image", TiledDistance.whole(left, right, height, width));
  }

  private static double[] flat(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }

  Object similarity(CaseInput in) {
    SplitSimilarity similarity =
        SplitSimilarity.of(in.vector("a"), in.vector("b"), in.whole("chunks"));
    return Map.of(
        "dot", similarity.dot(),
        "split_parts", similarity.parts(),
        "split_max", similarity.splitMax(),
        "cross_split_max", similarity.crossMax());
  }

  Object splitPermutation(CaseInput in) {
    SplitPermutation test =
        SplitPermutation.of(features(in, "gen"), features(in, "train"), features(in, "holdout"));
    return Map.of(
        "nearest_in_train", test.nearestInTraining(),
        "expected_under_null", test.expected(),
        "variance", test.variance(),
        "z", test.z());
  }

  Object distanceShare(CaseInput in) {
    return DistanceShare.of(features(in, "gen"), features(in, "train"), features(in, "holdout"));
  }

  Object memorisationDistance(CaseInput in) {
    MemorisationDistance distance =
        MemorisationDistance.of(features(in, "first"), features(in, "second"), in.number("eps"));
    return Map.of(
        "mean_min_first_to_second", distance.mean(), "thresholded", distance.thresholded());
  }

  Object averagePrecision(CaseInput in) {
    int[] ranks = Arrays.stream(in.vector("ranks0")).mapToInt(rank -> (int) rank).toArray();
    return new Ranking(ranks, in.whole("positives")).averagePrecision();
  }

  Object mixture(CaseInput in) {
    return new GaussianMixture(features(in, "centres"), in.vector("log_sigma2"))
        .logLikelihood(features(in, "x"));
  }
}
