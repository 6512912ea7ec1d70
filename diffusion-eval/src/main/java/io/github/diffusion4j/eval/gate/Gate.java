package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.MetricName;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.recipe.GateBy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A limit on a metric of quality. Whatever was not measured, or is no number, fails.
 *
 * @param metric its name in the report, such as {@code fd-pixels-1k}, or the beginning of just one
 *     of them up to a hyphen, such as {@code fd}
 * @param against which real pictures: {@code held-out}, {@code training} or {@code reference}
 * @param minimum what has to be reached, or null
 * @param maximum what must not be exceeded, or null
 */
public record Gate(String metric, String against, BigDecimal minimum, BigDecimal maximum) {
  private static final String HELD_OUT = "held-out";
  private static final String NUMBER = "(-?\\d{1,15}(?:\\.\\d{1,15})?%?)";
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:"
              + NUMBER
              + "\\s*<=\\s*)?([A-Za-z][A-Za-z0-9.-]{0,99})(?:@(held-out|training|reference))?"
              + "(?:\\s*([<>]=)\\s*"
              + NUMBER
              + ")?");

  /**
   * Checks that there is a limit.
   *
   * @throws EvaluationException if there is none, or the minimum is above the maximum
   */
  public Gate {
    if (minimum == null && maximum == null) {
      throw new EvaluationException(
          "gate '%s' has no limit; give a minimum, a maximum or both, as in fd<=0.3"
              .formatted(metric));
    }
    if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
      throw new EvaluationException(
          "gate '%s' has minimum %s above maximum %s, which nothing meets"
              .formatted(metric, minimum.toPlainString(), maximum.toPlainString()));
    }
  }

  /**
   * Reads {@code fd<=0.3}, {@code precision@training>=80%} or {@code 0.5<=vendi-ratio<=1.2};
   * without {@code @} it is against held-out pictures.
   *
   * @throws EvaluationException if the text is no gate
   */
  public static Gate parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new EvaluationException(
          "'%s' is no gate; write metric<=number or metric>=number, as in fd<=0.3 or precision@training>=80%%"
              .formatted(text));
    }
    String against = parts.group(3) == null ? HELD_OUT : parts.group(3);
    boolean isMinimum = ">=".equals(parts.group(4));
    if (isMinimum && parts.group(1) != null) {
      throw new EvaluationException(
          "gate '%s' has two minima; write 0.1<=fd<=0.3 for a minimum and a maximum"
              .formatted(text));
    }
    BigDecimal minimum = number(isMinimum ? parts.group(5) : parts.group(1));
    BigDecimal maximum = isMinimum ? null : number(parts.group(5));
    return new Gate(parts.group(2), against, minimum, maximum);
  }

  private static BigDecimal number(String text) {
    if (text == null) {
      return null;
    }
    return text.endsWith("%")
        ? new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2)
        : new BigDecimal(text);
  }

  /** Returns the gate as {@link #parse} reads it. */
  public String name() {
    String what = metric + (against.equals(HELD_OUT) ? "" : "@" + against);
    if (maximum == null) {
      return what + ">=" + minimum.toPlainString();
    }
    return (minimum == null ? "" : minimum.toPlainString() + "<=")
        + what
        + "<="
        + maximum.toPlainString();
  }

  /** Judges what was measured. */
  public GateResult judge(List<QualityMetric> measured, GateBy by) {
    List<QualityMetric> found = measured.stream().filter(this::means).toList();
    if (found.size() != 1) {
      return new GateResult(
          name(), Verdict.FAIL, found.isEmpty() ? unknown(measured) : ambiguous(found));
    }
    Interval interval = found.get(0).interval();
    String subject = found.get(0).name() + " against " + against + " pictures ";
    boolean isNumber =
        interval.lower() <= interval.estimate()
            && interval.estimate() <= interval.upper()
            && Double.isFinite(interval.upper() - interval.lower());
    if (!isNumber) {
      return new GateResult(
          name(),
          Verdict.FAIL,
          subject
              + "is %s (%s to %s), which is no measurement; evaluate more pictures"
                  .formatted(interval.estimate(), interval.lower(), interval.upper()));
    }
    Verdict verdict = Verdict.PASS;
    List<String> sentences = new ArrayList<>();
    for (Limit limit : limits()) {
      Verdict one = limit.judge(interval, by);
      sentences.add(subject + limit.sentence(interval, one));
      verdict = worse(verdict, one);
    }
    return new GateResult(name(), verdict, String.join("; ", sentences))
        .with(numbers(found.get(0)));
  }

  private GateResult.Numbers numbers(QualityMetric metric) {
    Interval interval = metric.interval();
    return new GateResult.Numbers(
        String.format(Locale.ROOT, "%.6g", interval.estimate()),
        String.format(Locale.ROOT, "%.6g to %.6g", interval.lower(), interval.upper()),
        limits().stream().map(Limit::text).collect(Collectors.joining(", ")),
        MetricName.generated(metric.name()));
  }

  private boolean means(QualityMetric measured) {
    return measured.against().equals(against)
        && (measured.name().equals(metric) || measured.name().startsWith(metric + "-"));
  }

  private List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    if (minimum != null) {
      limits.add(new Limit(minimum, false));
    }
    if (maximum != null) {
      limits.add(new Limit(maximum, true));
    }
    return limits;
  }

  private static Verdict worse(Verdict one, Verdict other) {
    if (one == Verdict.FAIL || other == Verdict.FAIL) {
      return Verdict.FAIL;
    }
    return one == Verdict.PASS ? other : one;
  }

  private String unknown(List<QualityMetric> measured) {
    String sentence = "%s was not measured against %s pictures; ".formatted(metric, against);
    return measured.isEmpty()
        ? sentence + "no metric was: it takes 20 pictures on either side"
        : sentence + "what was measured is " + names(measured);
  }

  private String ambiguous(List<QualityMetric> found) {
    return "'%s' may be any of %s; write the whole name".formatted(metric, names(found));
  }

  private static String names(List<QualityMetric> metrics) {
    return metrics.stream()
        .map(each -> each.name() + "@" + each.against())
        .collect(Collectors.joining(", "));
  }
}
