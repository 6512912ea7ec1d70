package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.eval.statistics.SampleSize;
import java.util.Locale;

/**
 * What hits among independent pictures say of the rate of copies.
 *
 * <p>With U and L the one-sided Clopper-Pearson bounds, s the least sensitivity of the detector,
 * with an approximate search times its least recall, and a the most false positives of its
 * threshold: PASS if {@code U / s <= maxRate}, FAIL if {@code L > maxRate + a}, else INCONCLUSIVE.
 * A copy that the detector cannot see is in neither.
 *
 * @param verdict one of three
 * @param bound of the rate of hits
 * @param upper of the rate of copies: U / s, at most 1
 * @param reason one sentence
 * @param further how many more pictures without a further hit would pass; 0 unless inconclusive,
 *     and where none would
 */
public record RateVerdict(
    Verdict verdict, ClopperPearson bound, double upper, String reason, long further) {
  /** Below, the pictures that an answer takes are too many to speak of. */
  private static final double LEAST_SENSITIVITY = 0.01;

  /**
   * Judges.
   *
   * @param hits 0 to samples
   * @param samples independent ones, at least 1
   * @param falsePositives a, 0 to 1
   * @param sensitivity s, 0 to 1, times the recall of an approximate search; at 0 nothing is known
   *     of the upper end
   */
  public static RateVerdict of(
      long hits, long samples, double falsePositives, double sensitivity, CheckSettings settings) {
    ClopperPearson bound = ClopperPearson.of(hits, samples, settings.confidence());
    double upper = sensitivity == 0 ? 1 : bound.upperCorrected(sensitivity, 1);
    double limit = settings.maxRate();
    String count = String.format(Locale.ROOT, "%,d of %,d generated pictures", hits, samples);
    if (upper <= limit) {
      return new RateVerdict(
          Verdict.PASS,
          bound,
          upper,
          "%s count as copies: the rate is at most %s, the limit %s"
              .formatted(count, percent(upper), percent(limit)),
          0);
    }
    if (bound.lower() > limit + falsePositives) {
      return new RateVerdict(
          Verdict.FAIL,
          bound,
          upper,
          "%s count as copies: the rate is at least %s, the limit %s, and at most %s can be false alarms"
              .formatted(count, percent(bound.lower()), percent(limit), percent(falsePositives)),
          0);
    }
    String open =
        "%s count as copies: the rate may be %s to %s, and the limit is %s"
            .formatted(count, percent(bound.lower()), percent(upper), percent(limit));
    if (sensitivity < LEAST_SENSITIVITY) {
      return new RateVerdict(
          Verdict.INCONCLUSIVE,
          bound,
          upper,
          open + "; no number of pictures would show less to this detector",
          0);
    }
    long further =
        SampleSize.forUpperBound(hits, limit * sensitivity, settings.confidence()) - samples;
    return new RateVerdict(
        Verdict.INCONCLUSIVE,
        bound,
        upper,
        String.format(
            Locale.ROOT,
            "%s; %,d more pictures without another copy would pass",
            open,
            Math.max(1, further)),
        Math.max(1, further));
  }

  static String percent(double rate) {
    return String.format(Locale.ROOT, rate < 0.001 && rate > 0 ? "%.3f %%" : "%.2f %%", 100 * rate);
  }
}
