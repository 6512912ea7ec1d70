package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A constant as contracts spell it: in lower case, with hyphens. */
final class Word {
  private Word() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant of a word.
   *
   * @throws EvaluationException if there is none; the message lists those there are
   */
  static <E extends Enum<E>> E parse(String key, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new EvaluationException(
                    "%s is '%s'; it is one of %s"
                        .formatted(
                            key,
                            word,
                            Arrays.stream(type.getEnumConstants())
                                .map(Word::of)
                                .collect(Collectors.joining(", ")))));
  }
}
