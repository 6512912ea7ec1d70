package io.github.diffusion4j.recipe;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How things are spelt in recipes, and which spelling was meant. */
public final class Keys {
  private Keys() {}

  /** Returns a Java name in kebab-case: {@code imageSize} gives {@code image-size}. */
  public static String kebab(String javaName) {
    StringBuilder key = new StringBuilder();
    for (char c : javaName.toCharArray()) {
      if (Character.isUpperCase(c)) {
        key.append('-');
      }
      key.append(Character.toLowerCase(c));
    }
    return key.toString();
  }

  /** Returns the keys of a record in the order of its components. */
  static List<String> of(Class<?> recordType) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : recordType.getRecordComponents()) {
      if (component.isAnnotationPresent(Inline.class)) {
        keys.addAll(of(component.getType()));
      } else {
        keys.add(kebab(component.getName()));
      }
    }
    return keys;
  }

  /** Returns how a constant is spelt: {@code FIXED_SMALL} gives {@code fixed-small}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the spellings of all constants of an enum, in their order. */
  public static List<String> constants(Class<?> enumType) {
    return Arrays.stream(enumType.getEnumConstants()).map(c -> of((Enum<?>) c)).toList();
  }

  /** Returns the known word with the least edit distance, unless nothing comes near. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    boolean near = best != null && least <= Math.max(2, best.length() / 2);
    return near ? Optional.of(best) : Optional.empty();
  }

  /** Returns {@code "; did you mean X?"}, or nothing if no known word comes near. */
  public static String suggestion(String word, Collection<String> known) {
    return nearest(word, known).map(k -> "; did you mean '" + k + "'?").orElse("");
  }

  /** Returns the edit distance of two words (Levenshtein 1966). */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
