package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a record tree as a tree of keys and values; {@link RecordBinder} is the way back. */
final class RecordTree {
  private RecordTree() {}

  static ObjectNode of(Record value) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object inner = read(component, value);
      if (component.isAnnotationPresent(Inline.class)) {
        tree.setAll(of((Record) inner));
      } else {
        tree.set(Keys.kebab(component.getName()), node(inner));
      }
    }
    return tree;
  }

  /** Returns a Java value as a recipe spells it. */
  static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    } else if (value instanceof Record inner) {
      return of(inner);
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(element -> array.add(node(element)));
      return array;
    } else if (value instanceof Enum<?> constant) {
      return nodes.textNode(Keys.of(constant));
    } else if (value instanceof Duration duration) {
      return nodes.textNode(Durations.format(duration));
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    } else if (value instanceof BigDecimal number) {
      return nodes.textNode(number.toPlainString());
    } else if (value instanceof Double number) {
      return nodes.numberNode(number.doubleValue());
    } else if (value instanceof Integer || value instanceof Long) {
      return nodes.numberNode(BigInteger.valueOf(((Number) value).longValue()));
    } else if (value instanceof String || value instanceof Path) {
      return nodes.textNode(value.toString());
    }
    throw new IllegalArgumentException("no recipe value: " + value.getClass());
  }

  /** Returns every value that is no section under its full path, sorted: {@code training.steps}. */
  static Map<String, String> flat(JsonNode tree) {
    Map<String, String> values = new TreeMap<>();
    flatten(tree, "", values);
    return values;
  }

  private static void flatten(JsonNode node, String path, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e ->
                  flatten(
                      e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey(), values));
    } else {
      values.put(path, node.isTextual() ? node.textValue() : node.toString());
    }
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
