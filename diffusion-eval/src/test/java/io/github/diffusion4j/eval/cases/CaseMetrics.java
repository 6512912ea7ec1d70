package io.github.diffusion4j.eval.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.tensor.Engine;

/** Our code by the names that the records have for it. */
final class CaseMetrics {
  private final QualityCases quality;
  private final ReplicationCases replication = new ReplicationCases();
  private final DescriptorCases descriptor;

  CaseMetrics(Engine engine) {
    quality = new QualityCases(engine);
    descriptor = new DescriptorCases(engine);
  }

  /**
   * Returns a number, an array of numbers, or a map of named ones.
   *
   * @param expected tables are computed for the keys in it
   */
  Object compute(String metric, CaseInput in, JsonNode expected) {
    return switch (metric) {
      case "generator" -> generated(in);
      case "fid" -> quality.frechet(in);
      case "fid-stats" -> quality.statistics(in);
      case "kid-mmd2" -> quality.kernelDistance(in);
      case "inception-score" -> quality.inceptionScore(in);
      case "prdc" -> quality.overlap(in);
      case "cmmd" -> quality.cmmd(in);
      case "vendi" -> quality.vendi(in);
      case "sw-approx" -> quality.slicedApproximation(in);
      case "clip-score" -> quality.clipScore(in);
      case "authpct" -> replication.authenticity(in);
      case "ct-zu" -> replication.dataCopying(in);
      case "memorisation-ratio" -> replication.memorisationRatio(in);
      case "tiled-l2" -> replication.tiledDistance(in);
      case "similarity" -> replication.similarity(in);
      case "split-permutation" -> replication.splitPermutation(in);
      case "dcr-share" -> replication.distanceShare(in);
      case "mifid-distance" -> replication.memorisationDistance(in);
      case "ap" -> replication.averagePrecision(in);
      case "fld-loglik" -> replication.mixture(in);
      case "sscd-loss" -> descriptor.copyLoss(in);
      case "gem" -> descriptor.pooling(in);
      case "clopper-pearson-one-sided" -> StatisticsCases.clopperPearson(in);
      case "sample-size" -> StatisticsCases.sampleSize(in, expected);
      case "tolerance-limit" -> StatisticsCases.toleranceLimit(in, expected);
      case "power" -> StatisticsCases.power(in, expected);
      default -> throw new AssertionError("the metric '" + metric + "' is not understood");
    };
  }

  /** The records' own generator; a single row is a list of numbers. */
  private static Object generated(CaseInput in) {
    in.explained("kind", "seed", "n", "d", "mean", "scale");
    double[][] matrix = CaseMatrix.of(in.whole(), "");
    return matrix.length == 1 ? matrix[0] : matrix;
  }
}
