package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.check.SavedCalibration;
import io.github.diffusion4j.eval.report.GateResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a person reads of pictures that did not pass. */
final class FailureMessage {
  private static final int SHOWN = 5;
  private static final int DIGITS = 12;

  private FailureMessage() {}

  static String of(
      Roles roles, GateResult judged, ReplicationResult result, CheckSettings settings, Path page) {
    StringBuilder text = new StringBuilder(judged.verdict().toString()).append(": ");
    text.append(judged.sentence());
    line(text, "generated: %s", roles.generated().name());
    line(text, "training: %s, %,d pictures", roles.knownTraining().name(), result.training());
    line(
        text,
        "held out: %s",
        roles
            .heldOut()
            .map(set -> String.format(Locale.ROOT, "%s, %,d pictures", set.name(), set.size()))
            .or(() -> roles.calibration().map(SavedCalibration::description))
            .orElse("nothing"));
    line(
        text,
        "rate of copies: %.2f %% to %.2f %%, each end with %.4g %% confidence; limit %.4g %%",
        100 * result.rate().bound().lower(),
        100 * result.rate().upper(),
        100 * settings.confidence(),
        100 * settings.maxRate());
    line(
        text,
        "a copy is what has a similarity above %.4f by %s",
        result.threshold().similarity(),
        result.detector());
    pairs(text, roles, result.findings());
    line(text, "report: %s", page);
    return text.toString();
  }

  private static void pairs(StringBuilder text, Roles roles, List<Finding> findings) {
    int shown = Math.min(SHOWN, findings.size());
    if (shown > 0) {
      line(text, "the most similar of %,d pairs:", findings.size());
    }
    for (Finding pair : findings.subList(0, shown)) {
      line(
          text,
          "  generated %d (%s) and training %d (%s): similarity %.4f, p = %.4f",
          pair.generated(),
          picture(roles.generated(), pair.generatedDigest()),
          pair.training(),
          picture(roles.knownTraining(), pair.trainingDigest()),
          pair.similarity(),
          pair.pValue());
    }
  }

  private static String picture(ImageSet set, String digest) {
    String file = set.file(digest);
    String shortened = digest.substring(0, Math.min(DIGITS, digest.length()));
    return file.isEmpty() ? shortened : file + ", " + shortened;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append("\n  ").append(String.format(Locale.ROOT, format, values));
  }
}
