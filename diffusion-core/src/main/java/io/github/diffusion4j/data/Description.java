package io.github.diffusion4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a table or a file beside a picture says of it.
 *
 * @param file the picture's name, or null
 * @param caption in one line, or null
 * @param label the name or number of its class, or null
 */
record Description(String file, String caption, String label) {
  private static final List<String> FILE =
      List.of("file", "file_name", "filename", "image", "path", "name");
  private static final List<String> CAPTION = List.of("caption", "text", "prompt", "description");
  private static final List<String> LABEL =
      List.of("category", "class", "label", "class_name", "cls");

  Description {
    file = orNull(file);
    caption = orNull(caption);
    label = orNull(label);
  }

  /** Takes what stands under the usual names. */
  static Description of(UnaryOperator<String> values) {
    return new Description(first(FILE, values), first(CAPTION, values), first(LABEL, values));
  }

  /** Takes what stands under the usual keys of an object. */
  static Description of(JsonNode object) {
    return of(
        key -> {
          JsonNode value = object.path(key);
          return value.isTextual() || value.isIntegralNumber() ? value.asText() : null;
        });
  }

  private static String first(List<String> keys, UnaryOperator<String> values) {
    for (String key : keys) {
      String value = values.apply(key);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** Puts it into one line: it may be shown, and may come from anybody. */
  private static String orNull(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return Unreadable.printable(text.replaceAll("\\s+", " ").strip());
  }
}
