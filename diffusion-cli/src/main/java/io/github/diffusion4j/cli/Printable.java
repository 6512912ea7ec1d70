package io.github.diffusion4j.cli;

import java.util.regex.Pattern;

/**
 * Text that a terminal only shows. Names of files and captions come from anybody, and a terminal
 * obeys the control characters in them.
 */
final class Printable {
  /** All but line breaks and tabs; and what turns the direction of the text round. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

  private Printable() {}

  /** Returns the text with a question mark for each character that would be obeyed. */
  static String of(String text) {
    return CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll("?");
  }
}
