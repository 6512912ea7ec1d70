package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.DataException;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.gate.Baseline;
import io.github.diffusion4j.eval.junit.Evaluations.Evaluated;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.report.GateResult;
import java.util.Optional;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Judges pictures in a test and keeps the evidence.
 *
 * @param run the test
 * @param failures what becomes of pictures that do not pass
 */
record Judge(TestRun run, Failures failures) {

  void replication(
      Roles roles,
      Supplier<CheckSettings> asked,
      Optional<Baseline> accepted,
      WhenInconclusive policy) {
    judge(
        () -> {
          CheckSettings settings = asked.get();
          Evaluated evaluated = evaluated(roles, settings);
          ReplicationResult result = evaluated.outcome().replication();
          GateResult judged =
              accepted
                  .map(baseline -> baseline.judge(evaluated.outcome().report(), settings))
                  .orElseGet(
                      () ->
                          new GateResult(
                              GateResult.REPLICATION,
                              result.verdict(),
                              String.join(";\n  ", result.reasons())));
          String message = FailureMessage.of(roles, judged, result, settings, run.keep(evaluated));
          require(judged.verdict(), message, policy);
        });
  }

  /** Measures what {@link #replication} judges. */
  ReplicationResult measured(Roles roles, CheckSettings settings) {
    return evaluated(roles, settings).outcome().replication();
  }

  private Evaluated evaluated(Roles roles, CheckSettings settings) {
    return run.evaluations().of(roles, detector(roles), settings);
  }

  void quality(Roles roles, Supplier<QualityLimit> asked, WhenInconclusive policy) {
    judge(
        () -> {
          QualityLimit limit = asked.get();
          Evaluations evaluations = run.evaluations();
          Evaluated evaluated =
              evaluations
                  .any(roles)
                  .orElseGet(
                      () -> evaluations.of(roles, detector(roles), CheckSettings.standard()));
          QualityMetric found = limit.in(evaluated.outcome().report().quality());
          String message =
              "%s\n  generated: %s\n  report: %s"
                  .formatted(limit.sentence(found), roles.generated().name(), run.keep(evaluated));
          require(limit.verdict(found.interval()), message, policy);
        });
  }

  private DetectorSpec detector(Roles roles) {
    return roles.detector().orElseGet(() -> DetectorSpec.parse(run.settings().detector()));
  }

  private static void require(Verdict verdict, String message, WhenInconclusive policy) {
    if (verdict == Verdict.INCONCLUSIVE && policy == WhenInconclusive.ABORT) {
      throw new TestAbortedException(message);
    }
    if (verdict != Verdict.PASS) {
      throw new AssertionFailedError(message);
    }
  }

  void judge(Runnable judgement) {
    try {
      judgement.run();
    } catch (AssertionFailedError failed) {
      failures.failed(failed);
    } catch (TestAbortedException | EvaluationException | DataException noVerdict) {
      failures.noVerdict(noVerdict);
    }
  }
}
