package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.ReplicationResult;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.opentest4j.AssertionFailedError;

/** A gate on copies, which asks what an assertion would. */
record CopyGate(ReplicationGate wish) {

  /** Checks what an annotation cannot say of itself. */
  CopyGate {
    requireOneAtMost("whenInconclusive", wish.whenInconclusive().length);
  }

  private static void requireOneAtMost(String attribute, int count) {
    if (count > 1) {
      throw new ExtensionConfigurationException(
          "@ReplicationGate has %d times %s; give one, or none for what the class says"
              .formatted(count, attribute));
    }
  }

  /** Judges pictures, unless there are too few. */
  void judge(ImageSetAssert asserted, ImageSet pictures, Judge judge) {
    if (pictures.size() < wish.minImages()) {
      judge
          .failures()
          .failed(
              new AssertionFailedError(
                  "minImages is %,d, and there are only %,d: %s; generate more, or ask for fewer"
                      .formatted(wish.minImages(), pictures.size(), pictures.name())));
      return;
    }
    judge.judge(() -> limit(asserted).withConfidence(wish.confidence()));
  }

  /** Measures pictures, and judges nothing. */
  ReplicationResult measured(ImageSetAssert asserted) {
    return limit(asserted).measured(wish.confidence());
  }

  private ReplicationRateAssert.Limit limit(ImageSetAssert asserted) {
    ImageSetAssert asked = asserted;
    if (!wish.detector().isEmpty()) {
      asked = asked.detectedBy(wish.detector());
    }
    for (WhenInconclusive then : wish.whenInconclusive()) {
      asked = asked.whenInconclusive(then);
    }
    if (!wish.calibration().isEmpty()) {
      asked = asked.calibratedBy(Path.of(wish.calibration()));
    }
    ReplicationRateAssert rate =
        asked.replicationRate().allowingFalsePositives(wish.falsePositives());
    rate = wish.weakNull() ? rate.allowingWeakNull() : rate;
    rate = wish.baseline().isEmpty() ? rate : rate.accepting(Path.of(wish.baseline()));
    return rate.isAtMost(wish.maxRate());
  }
}
