package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.eval.statistics.Quantiles;
import java.util.Arrays;

/**
 * How similar to the training set new real pictures are: the null against which generated ones are
 * held. Similarities are each held-out picture's largest with the training set, the same one and by
 * the same descriptor as for generated pictures.
 *
 * <p>Held-out pictures that are duplicates of training pictures would hide copies; they are taken
 * out and counted, which checks the split itself. It cannot see that held-out and training pictures
 * are not from one source: then neither p-values nor thresholds mean anything.
 */
public final class Calibration {
  private final double[] sorted;
  private final int duplicates;

  private Calibration(double[] sorted, int duplicates) {
    this.sorted = sorted;
    this.duplicates = duplicates;
  }

  /**
   * Takes held-out similarities.
   *
   * @param similarities in any order
   * @param duplicateFrom a held-out picture at least this similar is a duplicate and does not count
   * @throws EvaluationException if one is NaN, or none is left
   */
  public static Calibration of(double[] similarities, double duplicateFrom) {
    if (Arrays.stream(similarities).anyMatch(Double::isNaN)) {
      throw new EvaluationException(
          "a held-out picture's similarity is NaN; mend the descriptor before calibrating by it");
    }
    double[] sorted =
        Arrays.stream(similarities).filter(value -> value < duplicateFrom).sorted().toArray();
    if (sorted.length == 0) {
      throw new EvaluationException(
          "of %d held-out pictures all are duplicates of training pictures; hold pictures out before training"
              .formatted(similarities.length));
    }
    return new Calibration(sorted, similarities.length - sorted.length);
  }

  /** Takes held-out similarities, none of them a duplicate's. */
  public static Calibration of(double[] similarities) {
    return of(similarities, Double.POSITIVE_INFINITY);
  }

  /** Returns how many held-out pictures count, at least 1. */
  public int size() {
    return sorted.length;
  }

  /** Returns how many were left out as duplicates of training pictures. */
  public int duplicates() {
    return duplicates;
  }

  /**
   * Returns the conformal p-value of a similarity (Vovk et al. 2005): {@code (1 + #{h : s_h >= s})
   * / (n + 1)}. For a new real picture it is at most p with probability at most p. The smallest is
   * {@code 1 / (n + 1)}.
   *
   * @throws EvaluationException if the similarity is NaN
   */
  public double pValue(double similarity) {
    if (Double.isNaN(similarity)) {
      throw new EvaluationException(
          "a picture's similarity is NaN; mend the descriptor before judging by it");
    }
    return (1.0 + sorted.length - below(similarity)) / (sorted.length + 1.0);
  }

  private int below(double similarity) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < similarity) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Returns a quantile of the similarities that count, between two of them where need be.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    return Quantiles.linear(sorted, share);
  }

  /**
   * A similarity above which a picture counts as a copy.
   *
   * @param similarity a picture above it, not at it, is a hit
   * @param rank which of the held-out similarities it is, 1 for the largest; 0 where the floor is
   *     higher
   * @param falsePositives at most this share of new real pictures is above, with the confidence
   * @param confidence of that
   */
  public record Threshold(double similarity, int rank, double falsePositives, double confidence) {}

  /**
   * Returns the smallest threshold with at most {@code rate * n} held-out pictures above, and what
   * can be said of its rate of false positives: {@link ClopperPearson}'s upper bound for the ones
   * above, which is Wilks's tolerance limit.
   *
   * @param rate of false positives, from 0 (the largest held-out similarity) to 1 (exclusive)
   * @param floor the least threshold that makes sense for the descriptor
   * @throws EvaluationException if the rate is outside
   */
  public Threshold threshold(double rate, double confidence, double floor) {
    if (!(rate >= 0 && rate < 1)) {
      throw new EvaluationException(
          "the rate of false positives is " + rate + "; it is 0 or more and below 1, such as 0.01");
    }
    int above = (int) Math.floor(rate * sorted.length);
    double similarity = sorted[sorted.length - 1 - above];
    int rank = above + 1;
    if (floor > similarity) {
      similarity = floor;
      rank = 0;
      above = sorted.length - below(Math.nextUp(floor));
    }
    double bound = ClopperPearson.of(above, sorted.length, confidence).upper();
    return new Threshold(similarity, rank, bound, confidence);
  }
}
