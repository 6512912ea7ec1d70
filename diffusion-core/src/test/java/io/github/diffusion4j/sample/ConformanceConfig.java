package io.github.diffusion4j.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The configuration of an upstream scheduler. Every key must be read, or the record fails. */
final class ConformanceConfig {
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  ConformanceConfig(JsonNode node) {
    this.node = node;
  }

  private JsonNode get(String key) {
    read.add(key);
    return node.path(key);
  }

  double number(String key, double otherwise) {
    JsonNode value = get(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isNumber()) {
      throw misunderstood(key);
    }
    return value.asDouble(otherwise);
  }

  int integer(String key, int otherwise) {
    return (int) number(key, otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = get(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw misunderstood(key);
    }
    return value.asBoolean(otherwise);
  }

  /** Returns one of the words that are understood. */
  String word(String key, String... understood) {
    JsonNode value = get(key);
    String word = value.isMissingNode() || value.isNull() ? understood[0] : value.asText();
    if (!Arrays.asList(understood).contains(word)) {
      throw misunderstood(key);
    }
    return word;
  }

  /** Fails unless a key is absent or has the only value that is understood. */
  void only(String key, Object... understood) {
    JsonNode value = get(key);
    boolean fits =
        value.isMissingNode()
            || value.isNull()
            || (value.isArray() && value.isEmpty())
            || Arrays.stream(understood).anyMatch(each -> equal(value, each));
    if (!fits) {
      throw misunderstood(key);
    }
  }

  private static boolean equal(JsonNode value, Object understood) {
    return understood instanceof Number number
        ? value.isNumber() && value.asDouble() == number.doubleValue()
        : value.asText().equals(understood.toString());
  }

  private IllegalArgumentException misunderstood(String key) {
    return new IllegalArgumentException(
        "config key '" + key + "' has a value that is not understood: " + node.path(key));
  }

  /** Fails if a key was not read. */
  void requireAllRead() {
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!read.contains(key)) {
        throw new IllegalArgumentException(
            "config key '" + key + "' is not understood; its value is " + node.path(key));
      }
    }
  }
}
