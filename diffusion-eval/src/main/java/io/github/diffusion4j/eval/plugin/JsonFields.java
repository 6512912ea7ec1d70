package io.github.diffusion4j.eval.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An object of a JSON file, read key by key: each is of its kind or an error that names it.
 *
 * @param prefix of the keys in messages, such as {@code calibration.}
 */
record JsonFields(JsonNode node, String prefix) {

  /**
   * Takes an object.
   *
   * @throws EvaluationException if it is none, or has a key that is not among the known ones
   */
  static JsonFields of(JsonNode node, String prefix, Set<String> known) {
    String what = prefix.isEmpty() ? "a contract" : prefix.substring(0, prefix.length() - 1);
    if (!node.isObject()) {
      throw new EvaluationException(
          "%s is %s; it is an object with the keys %s"
              .formatted(what, shown(node), new TreeSet<>(known)));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw new EvaluationException(
            "the key '%s%s' is unknown; known are %s"
                .formatted(prefix, ContractFile.printable(field.getKey()), new TreeSet<>(known)));
      }
    }
    return new JsonFields(node, prefix);
  }

  /** Returns a key's value, if it is there. */
  Optional<JsonNode> optional(String key) {
    return Optional.ofNullable(node.get(key));
  }

  private JsonNode required(String key, String what) {
    return optional(key)
        .orElseThrow(
            () ->
                new EvaluationException(
                    "the key '%s%s' is missing; write %s".formatted(prefix, key, what)));
  }

  String text(String key, String what) {
    JsonNode value = required(key, what);
    if (!value.isTextual()) {
      throw wrong(key, value, what);
    }
    return value.textValue();
  }

  <E extends Enum<E>> E word(String key, Class<E> type) {
    return Word.parse(key, text(key, "one of its words"), type);
  }

  int whole(String key, String what) {
    JsonNode value = required(key, what);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, value, what);
    }
    return value.intValue();
  }

  double number(String key, String what) {
    JsonNode value = required(key, what);
    if (!value.isNumber()) {
      throw wrong(key, value, what);
    }
    return value.doubleValue();
  }

  boolean flag(String key) {
    JsonNode value = required(key, "true or false");
    if (!value.isBoolean()) {
      throw wrong(key, value, "true or false");
    }
    return value.booleanValue();
  }

  List<Double> numbers(String key, String what) {
    JsonNode value = required(key, what);
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isNumber()) {
        throw wrong(key, value, what);
      }
      // Adding zero makes one zero of the two.
      numbers.add(each.doubleValue() + 0.0);
    }
    if (!value.isArray()) {
      throw wrong(key, value, what);
    }
    return numbers;
  }

  Map<String, String> texts(String key, String what) {
    Map<String, String> texts = new TreeMap<>();
    JsonNode value = required(key, what);
    if (!value.isObject()) {
      throw wrong(key, value, what);
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      if (!each.getValue().isTextual()) {
        throw wrong(key, value, what);
      }
      texts.put(each.getKey(), each.getValue().textValue());
    }
    return texts;
  }

  private EvaluationException wrong(String key, JsonNode value, String what) {
    return new EvaluationException(
        "%s%s is %s; write %s".formatted(prefix, key, shown(value), what));
  }

  private static String shown(JsonNode value) {
    return ContractFile.printable(value.toString());
  }
}
