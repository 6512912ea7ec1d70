package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes records from a tree of keys and values, and says where and what is wrong with it. Jackson's
 * own binding knows neither which of the layers a value came from nor what would have been right.
 */
final class RecordBinder {
  private final Origins origins;

  RecordBinder(Origins origins) {
    this.origins = origins;
  }

  /**
   * Makes a record.
   *
   * @param path of the tree inside the recipe; empty for the whole
   * @throws RecipeException if a key is unknown or missing, or a value is wrong
   */
  <R extends Record> R bind(ObjectNode tree, Class<R> type, String path) {
    requireKnown(tree, type, path);
    return make(tree, type, path);
  }

  /**
   * Checks the keys of a record alone.
   *
   * @throws RecipeException if one is unknown
   */
  void requireKnown(ObjectNode tree, Class<? extends Record> type, String path) {
    List<String> known = Keys.of(type);
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw unknown(key, known, path);
              }
            });
  }

  private <R extends Record> R make(ObjectNode tree, Class<R> type, String path) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(Inline.class)) {
        values.add(make(tree, component.getType().asSubclass(Record.class), path));
      } else {
        String key = Keys.kebab(component.getName());
        values.add(value(tree.get(key), component, path.isEmpty() ? key : path + "." + key));
      }
    }
    return construct(type, values, path);
  }

  private Object value(JsonNode node, RecordComponent component, String path) {
    Class<?> type = component.getType();
    if (node == null) {
      throw new RecipeException(
          origins.prefix(path) + "'" + path + "' is missing; " + Scalars.expected(type));
    }
    if (type.isRecord()) {
      if (!(node instanceof ObjectNode section)) {
        throw wrong(node, path, "a section with keys of its own");
      }
      return bind(section, type.asSubclass(Record.class), path);
    }
    if (type == List.class) {
      Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return element instanceof Class<?> of && of.isRecord()
          ? records(node, of.asSubclass(Record.class), path)
          : numbers(node, path);
    }
    return Scalars.read(node, type).orElseThrow(() -> wrong(node, type, path)).value();
  }

  /** Keys of a record in a list have no preset below, so those left out are null. */
  private <R extends Record> List<R> records(JsonNode node, Class<R> type, String path) {
    String expected =
        "a list of sections with keys of their own: " + String.join(", ", Keys.of(type));
    if (!node.isArray()) {
      throw wrong(node, path, expected);
    }
    List<R> records = new ArrayList<>();
    for (JsonNode element : node) {
      String at = path + "[" + records.size() + "]";
      if (!(element instanceof ObjectNode section)) {
        throw wrong(element, at, expected);
      }
      requireKnown(section, type, at);
      List<Object> values = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        String key = Keys.kebab(component.getName());
        JsonNode value = section.path(key);
        boolean absent = value.isMissingNode() || value.isNull();
        values.add(absent ? null : value(value, component, at + "." + key));
      }
      records.add(construct(type, values, at));
    }
    return records;
  }

  private List<Integer> numbers(JsonNode node, String path) {
    if (!node.isArray()) {
      throw wrong(node, path, "a list of whole numbers such as [1, 2, 2]");
    }
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : node) {
      String at = path + "[" + numbers.size() + "]";
      Object number =
          Scalars.read(element, int.class)
              .orElseThrow(() -> wrong(element, at, Scalars.expected(int.class)))
              .value();
      numbers.add((Integer) number);
    }
    return numbers;
  }

  private <R extends Record> R construct(Class<R> type, List<Object> values, String path) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw new RecipeException(blamed(cause.getMessage(), type, path), cause);
      }
      throw new IllegalStateException(type + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** A record's own check names the key first, so the place of that key can be told. */
  private String blamed(String message, Class<?> type, String path) {
    Map<String, Class<?>> sections = new LinkedHashMap<>();
    if (path.isEmpty()) {
      // The recipe's own checks are about keys one section down.
      Arrays.stream(type.getRecordComponents())
          .filter(component -> component.getType().isRecord())
          .forEach(component -> sections.put(component.getName(), component.getType()));
    } else {
      sections.put(path, type);
    }
    int first = Integer.MAX_VALUE;
    String blamed = path;
    for (Map.Entry<String, Class<?>> section : sections.entrySet()) {
      for (String key : Keys.of(section.getValue())) {
        String full = section.getKey() + "." + key;
        int at = position(key, message);
        if (at < first && origins.knows(full)) {
          first = at;
          blamed = full;
        }
      }
    }
    String section = path.isEmpty() ? blamed.split("\\.")[0] : path;
    return origins.prefix(blamed) + section + ": " + message;
  }

  private static int position(String key, String message) {
    // Not where it begins or ends another key: guidance is no part of guidance-max.
    String alone = "(?<![\\w-])" + key.replace("-", "[- ]") + "(?![\\w-])";
    Matcher named = Pattern.compile(alone).matcher(message);
    return named.find() ? named.start() : Integer.MAX_VALUE;
  }

  private RecipeException unknown(String key, List<String> known, String path) {
    String full = path.isEmpty() ? key : path + "." + key;
    String where = path.isEmpty() ? "at the top" : "in '" + path + "'";
    List<String> all = new ArrayList<>(known);
    if (path.isEmpty()) {
      all.add("preset");
    }
    return new RecipeException(
        origins.prefix(full)
            + "unknown key '"
            + key
            + "' "
            + where
            + Keys.suggestion(key, all)
            + "\nknown keys "
            + where
            + ": "
            + String.join(", ", all));
  }

  private RecipeException wrong(JsonNode node, Class<?> type, String path) {
    String meant =
        type.isEnum() && node.isTextual()
            ? Keys.suggestion(node.textValue(), Keys.constants(type))
            : "";
    return wrong(node, path, Scalars.expected(type) + meant);
  }

  private RecipeException wrong(JsonNode node, String path, String expected) {
    String shown = node.isContainerNode() ? (node.isArray() ? "a list" : "a section") : node + "";
    return new RecipeException(
        origins.prefix(path) + "'" + path + "' is " + shown + "; expected " + expected);
  }
}
