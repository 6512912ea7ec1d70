package io.github.diffusion4j.eval.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.eval.statistics.Power;
import io.github.diffusion4j.eval.statistics.SampleSize;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Bounds and sample sizes on a record's input. */
final class StatisticsCases {
  private StatisticsCases() {}

  static Object clopperPearson(CaseInput in) {
    ClopperPearson bound = ClopperPearson.of(in.whole("k"), in.whole("n"), in.number("confidence"));
    return Map.of("lower", bound.lower(), "upper", bound.upper());
  }

  static Object sampleSize(CaseInput in, JsonNode expected) {
    in.explained("question", "k");
    double confidence = in.number("confidence");
    return table(
        expected,
        (rate, hits) ->
            SampleSize.forUpperBound(Long.parseLong(hits), Double.parseDouble(rate), confidence));
  }

  static Object toleranceLimit(CaseInput in, JsonNode expected) {
    in.explained("question");
    double confidence = in.number("confidence", 0.95);
    return table(
        expected,
        (quantile, rank) ->
            SampleSize.forToleranceLimit(rank(rank), Double.parseDouble(quantile), confidence));
  }

  private static long rank(String name) {
    return name.equals("max") ? 1 : Long.parseLong(name.replaceAll("(st|nd|rd|th)$", ""));
  }

  static Object power(CaseInput in, JsonNode expected) {
    in.explained("question");
    return table(
        expected,
        (samples, rate) -> Power.anyHit(Long.parseLong(samples), Double.parseDouble(rate)));
  }

  /** Computes a table of the keys that the expected one has. */
  private static Object table(JsonNode expected, BiFunction<String, String, Number> cell) {
    Map<String, Object> rows = new HashMap<>();
    expected
        .properties()
        .forEach(
            row -> {
              Map<String, Object> cells = new HashMap<>();
              row.getValue()
                  .fieldNames()
                  .forEachRemaining(key -> cells.put(key, cell.apply(row.getKey(), key)));
              rows.put(row.getKey(), cells);
            });
    return rows;
  }
}
