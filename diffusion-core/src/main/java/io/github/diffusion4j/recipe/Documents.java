package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Reads YAML and JSON into trees that remember the line of each key, and writes YAML. */
final class Documents {
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();
  private static final YAMLMapper WRITER = new YAMLMapper(YAML);
  private static final int MAX_DEPTH = 20;

  /** A tree and where its values stand. */
  record Document(ObjectNode tree, Origins origins) {}

  private final JsonParser parser;
  private final String name;
  private final Map<String, String> places = new HashMap<>();

  private Documents(JsonParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  /**
   * Parses a document; JSON if its name ends in {@code .json}, else YAML.
   *
   * @throws RecipeException if it is no such document, or its top is not a set of keys
   */
  static Document parse(String text, String name) {
    JsonFactory factory = name.endsWith(".json") ? new JsonFactory() : YAML;
    try (JsonParser parser = factory.createParser(text)) {
      return new Documents(parser, name).document();
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new RecipeException(name + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String yaml(ObjectNode tree) {
    try {
      return WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Document document() throws IOException {
    JsonToken first = parser.nextToken();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (first == JsonToken.START_OBJECT) {
      tree = object("", 0);
    } else if (first != null && first != JsonToken.VALUE_NULL) {
      throw wrong("a recipe is a set of keys such as 'data:' and 'training:'");
    }
    if (parser.nextToken() != null) {
      throw wrong("one document was expected, and here a second one begins");
    }
    places.put("", name);
    return new Document(tree, new Origins(places));
  }

  private ObjectNode object(String path, int depth) throws IOException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String inner = path.isEmpty() ? key : path + "." + key;
      if (tree.has(key)) {
        throw wrong("key '" + inner + "' is given twice");
      }
      places.put(inner, place());
      parser.nextToken();
      tree.set(key, value(inner, depth + 1));
    }
    return tree;
  }

  private ArrayNode array(String path, int depth) throws IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String inner = path + "[" + list.size() + "]";
      places.put(inner, place());
      list.add(value(inner, depth + 1));
    }
    return list;
  }

  private JsonNode value(String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw wrong("aliases (*name) are not supported; write the value out");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> array(path, depth);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
      default -> nodes.textNode(parser.getText());
    };
  }

  private String place() {
    return name + ", line " + parser.currentTokenLocation().getLineNr();
  }

  private RecipeException wrong(String what) {
    return new RecipeException(place() + ": " + what);
  }
}
