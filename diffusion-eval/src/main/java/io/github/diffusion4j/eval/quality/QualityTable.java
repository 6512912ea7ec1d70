package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.statistics.Groups;
import io.github.diffusion4j.eval.statistics.Jackknife;
import io.github.diffusion4j.eval.statistics.Statistic;
import io.github.diffusion4j.tensor.Engine;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The quality of generated pictures beside real ones, by one descriptor, with an interval on every
 * number: the generated pictures are left out block by block ({@link Jackknife}), the real ones
 * stay. The intervals say what other generated pictures of the same model would give, not what
 * other real ones would.
 *
 * @param blocks at least 2, 20 are usual
 * @param confidence of the intervals
 * @param seed of the blocks
 */
public record QualityTable(int blocks, double confidence, long seed) {
  private static final int NEIGHBOURS = 5;

  /** Twenty blocks, 95 %. */
  public static QualityTable standard() {
    return new QualityTable(20, 0.95, 1);
  }

  /**
   * Measures Fréchet and kernel distance, precision, recall, density, coverage, and the ratio of
   * Vendi scores.
   *
   * @param against what the real pictures are, such as {@code held-out}
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable,
   *     or there are fewer pictures than blocks or neighbours need
   */
  public List<QualityMetric> measure(
      Features real, Features generated, String against, Engine engine) {
    generated.requireRows(Math.max(blocks, 2 * NEIGHBOURS), "a table of qualities");
    real.requireRows(2 * NEIGHBOURS, "a table of qualities");
    List<QualityMetric> table = new ArrayList<>();
    GaussianStatistics reference = GaussianStatistics.of(real, engine);
    boolean few = generated.size() <= generated.dimensions();
    add(
        table,
        "fd",
        against,
        generated,
        Better.LOWER,
        rows -> {
          Features some = generated.select(rows);
          return few
              ? FrechetDistance.ofSamples(some, real, engine)
              : FrechetDistance.between(GaussianStatistics.of(some, engine), reference, engine);
        });
    add(
        table,
        "kid",
        against,
        generated,
        Better.LOWER,
        rows -> KernelDistance.cubic().between(generated.select(rows), real, Estimator.UNBIASED));
    // All four come of one search, which is the dear part.
    Map<IntBuffer, Overlap> overlaps = new HashMap<>();
    Function<int[], Overlap> overlap =
        rows ->
            overlaps.computeIfAbsent(
                IntBuffer.wrap(rows),
                key ->
                    Overlap.real(real)
                        .generated(generated.select(rows))
                        .measure(NEIGHBOURS, Border.OUTSIDE));
    Map<String, ToDoubleFunction<Overlap>> parts = new LinkedHashMap<>();
    parts.put("precision", Overlap::precision);
    parts.put("recall", Overlap::recall);
    parts.put("density", Overlap::density);
    parts.put("coverage", Overlap::coverage);
    parts.forEach(
        (metric, part) ->
            add(
                table,
                metric,
                against,
                generated,
                Better.HIGHER,
                rows -> part.applyAsDouble(overlap.apply(rows))));
    if (real.size() >= generated.size()) {
      VendiScore vendi = new VendiScore(1);
      add(
          table,
          "vendi-ratio",
          against,
          generated,
          Better.HIGHER,
          rows ->
              vendi.of(generated.select(rows), engine)
                  / vendi.of(real.range(0, rows.length), engine));
    }
    return List.copyOf(table);
  }

  private void add(
      List<QualityMetric> table,
      String metric,
      String against,
      Features generated,
      Better better,
      Statistic statistic) {
    Groups groups = Groups.blocks(generated.size(), blocks, seed);
    table.add(
        new QualityMetric(
            MetricName.of(metric, generated.descriptor(), generated.size()),
            against,
            new Jackknife(confidence).around(groups, statistic),
            better));
  }
}
