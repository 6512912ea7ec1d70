package io.github.diffusion4j.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;

/**
 * How near a number has to come: within {@code abs} or {@code rel} of what is expected, or on the
 * right side of it.
 */
record CaseTolerance(double abs, double rel, boolean inequality) {
  private static final Set<String> KEYS = Set.of("abs", "rel", "stochastic", "inequality");

  static CaseTolerance of(JsonNode node) {
    node.fieldNames().forEachRemaining(key -> assertThat(KEYS).as("tolerance").contains(key));
    boolean inequality = node.path("inequality").asBoolean();
    assertThat(inequality || node.has("abs") || node.has("rel"))
        .as("a tolerance says how near: %s", node)
        .isTrue();
    return new CaseTolerance(
        node.path("abs").doubleValue(), node.path("rel").doubleValue(), inequality);
  }

  /** Compares numbers, rows of them and named ones, all the way down. */
  void check(String what, Object actual, JsonNode expected) {
    if (expected.isNumber()) {
      assertThat(actual).as(what).isInstanceOf(Number.class);
      double wanted = expected.doubleValue();
      assertThat(((Number) actual).doubleValue())
          .as(what)
          .isCloseTo(wanted, Offset.offset(Math.max(abs, rel * Math.abs(wanted))));
    } else if (expected.isArray()) {
      checkArray(what, actual, expected);
    } else if (inequality && actual instanceof Number number) {
      checkSides(what, number.doubleValue(), expected);
    } else {
      assertThat(actual).as(what).isInstanceOf(Map.class);
      Map<?, ?> named = (Map<?, ?>) actual;
      assertThat(expected.isObject() && !expected.isEmpty()).as("%s: %s", what, expected).isTrue();
      expected
          .properties()
          .forEach(
              field -> {
                assertThat(named.keySet().contains(field.getKey()))
                    .as("%s has %s", what, field.getKey())
                    .isTrue();
                check(what + "." + field.getKey(), named.get(field.getKey()), field.getValue());
              });
    }
  }

  private void checkArray(String what, Object actual, JsonNode expected) {
    int length = actual instanceof double[] row ? row.length : ((double[][]) actual).length;
    assertThat(length).as("length of %s", what).isEqualTo(expected.size());
    for (int i = 0; i < length; i++) {
      Object element = actual instanceof double[] row ? (Object) row[i] : ((double[][]) actual)[i];
      check(what + "[" + i + "]", element, expected.get(i));
    }
  }

  private static void checkSides(String what, double actual, JsonNode sides) {
    assertThat(sides.isEmpty()).as("%s has a side", what).isFalse();
    sides
        .properties()
        .forEach(
            side -> {
              double limit = side.getValue().doubleValue();
              switch (side.getKey()) {
                case "gt" -> assertThat(actual).as(what).isGreaterThan(limit);
                case "ge" -> assertThat(actual).as(what).isGreaterThanOrEqualTo(limit);
                case "lt" -> assertThat(actual).as(what).isLessThan(limit);
                case "le" -> assertThat(actual).as(what).isLessThanOrEqualTo(limit);
                default -> throw new AssertionError("comparison '" + side.getKey() + "'");
              }
            });
  }
}
