package io.github.diffusion4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text in lines and columns. Blank lines are left out, and so is a mark of the byte order. */
final class SeparatedValues {
  private SeparatedValues() {}

  /** Reads columns with tabs between them, in which quotation marks mean nothing. */
  static List<List<String>> tabs(String text) {
    return Stream.of(withoutMark(text).split("\\R"))
        .filter(line -> !line.isBlank())
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  /** Reads columns with commas between them, some in quotation marks (RFC 4180). */
  static List<List<String>> commas(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    String all = withoutMark(text);
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      boolean doubled = c == '"' && i + 1 < all.length() && all.charAt(i + 1) == '"';
      if (quoted && doubled) {
        value.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted || c != ',' && c != '\n' && c != '\r') {
        value.append(c);
      } else {
        line.add(value.toString());
        value.setLength(0);
        if (c != ',') {
          addLine(lines, line);
          line = new ArrayList<>();
        }
      }
    }
    line.add(value.toString());
    addLine(lines, line);
    return lines;
  }

  private static void addLine(List<List<String>> lines, List<String> line) {
    if (line.stream().anyMatch(value -> !value.isBlank())) {
      lines.add(line);
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
