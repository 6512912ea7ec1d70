package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.gate.Baseline;
import io.github.diffusion4j.eval.gate.BaselineFile;
import java.nio.file.Path;
import java.util.Optional;

/** The rate at which pictures are copies, to be bounded. Immutable. */
public final class ReplicationRateAssert {
  private final Judge judge;
  private final TestRun.Question question;
  private final Roles roles;
  private final WhenInconclusive whenInconclusive;
  private final double falsePositives;
  private final boolean weakNull;
  private final Optional<Baseline> accepted;

  private ReplicationRateAssert(
      Judge judge,
      TestRun.Question question,
      Roles roles,
      WhenInconclusive whenInconclusive,
      double falsePositives,
      boolean weakNull,
      Optional<Baseline> accepted) {
    this.judge = judge;
    this.question = question;
    this.roles = roles;
    this.whenInconclusive = whenInconclusive;
    this.falsePositives = falsePositives;
    this.weakNull = weakNull;
    this.accepted = accepted;
  }

  static ReplicationRateAssert of(
      Judge judge, TestRun.Question question, Roles roles, WhenInconclusive whenInconclusive) {
    CheckSettings standard = CheckSettings.standard();
    return new ReplicationRateAssert(
        judge,
        question,
        roles,
        whenInconclusive,
        standard.falsePositives(),
        standard.weakNull(),
        Optional.empty());
  }

  /**
   * Lets a share of new real pictures count as copies, which lowers the threshold. With 0, as it is
   * unless given, the threshold is the most similar held-out picture.
   *
   * @param share 0 to below 1, such as 0.001
   */
  public ReplicationRateAssert allowingFalsePositives(double share) {
    return new ReplicationRateAssert(
        judge, question, roles, whenInconclusive, share, weakNull, accepted);
  }

  /**
   * Lets training pictures compared with each other take the place of held-out ones, if there are
   * none. Without, nothing passes that was not calibrated on held-out pictures.
   */
  public ReplicationRateAssert allowingWeakNull() {
    return new ReplicationRateAssert(
        judge, question, roles, whenInconclusive, falsePositives, true, accepted);
  }

  /**
   * Names the file that {@code diffusion accept} wrote: copies of training pictures in it do not
   * count.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if there is none, or it is
   *     broken
   */
  public ReplicationRateAssert accepting(Path baseline) {
    return new ReplicationRateAssert(
        judge,
        question,
        roles,
        whenInconclusive,
        falsePositives,
        weakNull,
        Optional.of(BaselineFile.read(baseline)));
  }

  /**
   * Names the largest rate that passes. Nothing is judged before {@link Limit#withConfidence}.
   *
   * @param rate above 0 and below 1
   */
  public Limit isAtMost(double rate) {
    return new Limit(rate);
  }

  /** A largest rate, to be shown with some confidence. */
  public final class Limit {
    private final double rate;

    private Limit(double rate) {
      this.rate = rate;
    }

    /**
     * Judges: passes if the upper bound of the rate, corrected for copies that the detector does
     * not find, is at most the limit.
     *
     * @param confidence of either verdict, above 0.5 and below 1, such as 0.95
     * @throws org.opentest4j.AssertionFailedError if the verdict is FAIL, or INCONCLUSIVE and
     *     {@link WhenInconclusive#FAIL}; with the numbers, the most similar pairs and the report
     * @throws org.opentest4j.TestAbortedException if the verdict is INCONCLUSIVE and {@link
     *     WhenInconclusive#ABORT}
     * @throws io.github.diffusion4j.eval.feature.EvaluationException if there are no training
     *     pictures, sets differ in size, or a number is out of its range
     */
    public void withConfidence(double confidence) {
      question.answered();
      judge.replication(roles, () -> settings(confidence), accepted, whenInconclusive);
    }

    /** Measures what {@link #withConfidence} judges. */
    ReplicationResult measured(double confidence) {
      question.answered();
      return judge.measured(roles, settings(confidence));
    }

    private CheckSettings settings(double confidence) {
      CheckSettings standard = CheckSettings.standard();
      return new CheckSettings(
          rate,
          confidence,
          falsePositives,
          standard.minSensitivity(),
          standard.planted(),
          weakNull,
          standard.seed());
    }
  }
}
