package io.github.diffusion4j.recipe;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spells times: {@code 20m}, {@code 1h30m}, {@code 90s}, or ISO-8601's {@code PT20M}. */
final class Durations {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");
  private static final Pattern ISO = Pattern.compile("[Pp][0-9DdTtHhMmSs.]{2,30}");

  private Durations() {}

  static Optional<Duration> parse(String text) {
    String trimmed = text.strip();
    if (ISO.matcher(trimmed).matches()) {
      try {
        return Optional.of(Duration.parse(trimmed));
      } catch (java.time.DateTimeException | ArithmeticException e) {
        return Optional.empty();
      }
    }
    Matcher matcher = SHORT.matcher(trimmed);
    if (trimmed.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofHours(number(matcher.group(1)))
            .plusMinutes(number(matcher.group(2)))
            .plusSeconds(number(matcher.group(3))));
  }

  /** Returns the short form, or ISO-8601's where that has fractions of a second. */
  static String format(Duration duration) {
    if (duration.getNano() != 0 || duration.isNegative()) {
      return duration.toString();
    }
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    int seconds = duration.toSecondsPart();
    String text =
        (hours > 0 ? hours + "h" : "")
            + (minutes > 0 ? minutes + "m" : "")
            + (seconds > 0 ? seconds + "s" : "");
    return text.isEmpty() ? "0s" : text;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
