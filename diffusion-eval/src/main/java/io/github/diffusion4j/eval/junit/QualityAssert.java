package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.quality.QualityMetric.Better;

/** A metric of quality, to be bounded. Immutable. */
public final class QualityAssert {
  private final Judge judge;
  private final TestRun.Question question;
  private final Roles roles;
  private final String metric;
  private final WhenInconclusive whenInconclusive;

  QualityAssert(
      Judge judge,
      TestRun.Question question,
      Roles roles,
      String metric,
      WhenInconclusive whenInconclusive) {
    this.judge = judge;
    this.question = question;
    this.roles = roles;
    this.metric = metric;
    this.whenInconclusive = whenInconclusive;
  }

  /**
   * Passes if the whole interval of a metric of which lower is better is at most a bound.
   *
   * @throws org.opentest4j.AssertionFailedError if all of it lies above, or a part and {@link
   *     WhenInconclusive#FAIL}
   * @throws org.opentest4j.TestAbortedException if a part lies above and {@link
   *     WhenInconclusive#ABORT}
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the metric was not measured,
   *     higher is better, or the bound is not finite
   */
  public void isAtMost(double bound) {
    judge(Better.LOWER, bound);
  }

  /**
   * Passes if the whole interval of a metric of which higher is better is at least a bound; throws
   * as {@link #isAtMost}.
   */
  public void isAtLeast(double bound) {
    judge(Better.HIGHER, bound);
  }

  private void judge(Better side, double bound) {
    question.answered();
    judge.quality(roles, () -> new QualityLimit(metric, side, bound), whenInconclusive);
  }
}
