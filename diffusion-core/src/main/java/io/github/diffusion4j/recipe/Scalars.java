package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads single values of a recipe as the Java types that its records use. */
final class Scalars {
  // YAML 1.1 takes 1e-3 for text because it has no dot; people do not.
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,20}(\\.\\d{0,20})?([eE][-+]?\\d{1,3})?");

  private static final Set<Class<?>> NULLABLE =
      Set.of(Integer.class, Double.class, Duration.class, Path.class);

  private Scalars() {}

  /** A value that was read; null is one where the type allows it. */
  record Read(Object value) {}

  /** Returns the value, or empty if the node holds another type. */
  static Optional<Read> read(JsonNode node, Class<?> type) {
    Object value = null;
    if (type == int.class || type == Integer.class) {
      value = node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
    } else if (type == long.class) {
      value = node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
    } else if (type == double.class || type == Double.class) {
      value = number(node);
    } else if (type == BigDecimal.class) {
      value = decimal(node);
    } else if (type == boolean.class) {
      value = node.isBoolean() ? node.booleanValue() : null;
    } else if (type == String.class) {
      value = node.textValue();
    } else if (type == Path.class) {
      value = path(node);
    } else if (type == Duration.class) {
      value = node.isTextual() ? Durations.parse(node.textValue()).orElse(null) : null;
    } else if (type.isEnum()) {
      value = constant(node, type);
    } else {
      throw new IllegalStateException("no reader for " + type);
    }
    boolean absent = node.isNull() && NULLABLE.contains(type);
    return value == null && !absent ? Optional.empty() : Optional.of(new Read(value));
  }

  /** Returns what a value of that type looks like, to follow "expected". */
  static String expected(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == Integer.class) {
      return "a whole number, or null for none";
    } else if (type == double.class) {
      return "a number";
    } else if (type == Double.class) {
      return "a number, or null for the usual one";
    } else if (type == BigDecimal.class) {
      return "a number, or a percentage such as 80%";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class) {
      return "text (in quotes if it looks like a number)";
    } else if (type == Path.class) {
      return "a folder, or null for none";
    } else if (type == Duration.class) {
      return "a time such as 90s, 20m, 1h30m, or null for no limit";
    } else if (type.isEnum()) {
      return "one of " + String.join(", ", Keys.constants(type));
    }
    return "a value";
  }

  private static Path path(JsonNode node) {
    try {
      return node.isTextual() && !node.textValue().isBlank() ? Path.of(node.textValue()) : null;
    } catch (InvalidPathException notOne) {
      return null;
    }
  }

  private static Double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    boolean numeric = node.isTextual() && NUMBER.matcher(node.textValue()).matches();
    return numeric ? Double.valueOf(node.textValue()) : null;
  }

  /** Reads as many digits as are written: the double nearest to 0.7 is a little below it. */
  private static BigDecimal decimal(JsonNode node) {
    if (node.isNumber()) {
      return Double.isFinite(node.doubleValue()) ? new BigDecimal(node.asText()) : null;
    }
    String text = node.isTextual() ? node.textValue().strip() : "";
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1) : text;
    if (!NUMBER.matcher(number).matches()) {
      return null;
    }
    return new BigDecimal(number).movePointLeft(percent ? 2 : 0);
  }

  private static Object constant(JsonNode node, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (Keys.of((Enum<?>) constant).equals(node.textValue())) {
        return constant;
      }
    }
    return null;
  }
}
