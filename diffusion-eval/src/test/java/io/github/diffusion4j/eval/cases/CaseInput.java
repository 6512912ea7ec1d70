package io.github.diffusion4j.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** What goes into a record's computation; it knows which keys were asked for. */
final class CaseInput {
  private final JsonNode node;
  private final Set<String> unread = new TreeSet<>();

  CaseInput(JsonNode node) {
    this.node = node;
    node.fieldNames().forEachRemaining(unread::add);
  }

  JsonNode whole() {
    return node;
  }

  boolean has(String key) {
    return node.has(key);
  }

  JsonNode get(String key) {
    unread.remove(key);
    assertThat(node.has(key)).as("input '%s' of %s", key, node).isTrue();
    return node.get(key);
  }

  double number(String key) {
    assertThat(get(key).isNumber()).as("%s is a number", key).isTrue();
    return get(key).doubleValue();
  }

  double number(String key, double absent) {
    return has(key) ? number(key) : absent;
  }

  int whole(String key) {
    assertThat(get(key).isIntegralNumber()).as("%s is a whole number", key).isTrue();
    return get(key).intValue();
  }

  String text(String key, String absent) {
    return has(key) ? get(key).textValue() : absent;
  }

  double[][] matrix(String key) {
    return CaseMatrix.of(get(key), key);
  }

  double[] vector(String key) {
    return CaseMatrix.vector(get(key));
  }

  /** Reads what only explains the record. */
  void explained(String... keys) {
    for (String key : keys) {
      unread.remove(key);
    }
  }

  void requireAllRead() {
    assertThat(unread).as("input keys that nothing reads").isEmpty();
  }
}
