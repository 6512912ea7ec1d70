package io.github.diffusion4j.eval.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Quotes words so that a POSIX shell reads just these: nothing in them is expanded, ends a quote or
 * begins a command. What cannot be seen, such as line breaks and marks that turn the direction of
 * text, is written as octal numbers, so that what is read is what is run.
 */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private ShellWords() {}

  static String quoted(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    if (word.codePoints().allMatch(ShellWords::isSeen)) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
    StringBuilder quoted = new StringBuilder("$'");
    word.codePoints()
        .forEach(
            character -> {
              if (character == '\'' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
              } else if (isSeen(character)) {
                quoted.appendCodePoint(character);
              } else {
                for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                  quoted.append("\\%03o".formatted(part & 0xff));
                }
              }
            });
    return quoted.append('\'').toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> character == ' ' || !Character.isSpaceChar(character);
    };
  }
}
