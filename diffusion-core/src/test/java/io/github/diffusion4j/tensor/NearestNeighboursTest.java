package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.NearestNeighbours.Measure.INNER_PRODUCT;
import static io.github.diffusion4j.tensor.NearestNeighbours.Measure.SQUARED_EUCLIDEAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.NearestNeighbours.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private final Engine engine = Engine.open();
  private final Engine reference = new ReferenceEngine();

  @AfterEach
  void close() {
    engine.close();
    reference.close();
  }

  private Tensor of(int rows, int columns, float... values) {
    return engine.tensor(values, Shape.of(rows, columns));
  }

  @Test
  void findsByEitherMeasure() {
    Tensor queries = of(1, 2, 1, 1);
    Tensor rows = of(4, 2, /* 0 */ 5, 5, /* 1 */ 1, 2, /* 2 */ -1, -1, /* 3 */ 1, 0);
    Neighbours products = NearestNeighbours.find(queries, rows, 2, INNER_PRODUCT);
    assertThat(products.rows()).isEqualTo(Indices.of(new int[] {0, 1}, Shape.of(1, 2)));
    assertThat(products.values()).containsExactly(10, 3);
    Neighbours distances = NearestNeighbours.find(queries, rows, 3, SQUARED_EUCLIDEAN);
    assertThat(distances.rows().toArray()).containsExactly(1, 3, 2);
    assertThat(distances.values()).containsExactly(1, 1, 8);
    assertThat(distances.row(0, 2)).isEqualTo(2);
    assertThat(distances.value(0, 2)).isEqualTo(8);
  }

  @Test
  void agreesWithAFullSortInDoublePrecision() {
    for (int seed = 0; seed < 40; seed++) {
      RandomStream random = RandomStream.of(seed, "neighbours", 0);
      int d = 1 + random.nextInt(40);
      int q = 1 + random.nextInt(70);
      // Past the number of products whose largest is found at once, and not a multiple of it.
      int r = 1 + random.nextInt(seed % 4 == 0 ? 5000 : 300);
      int k = 1 + random.nextInt(Math.min(r, seed % 8 == 0 ? 300 : 20));
      // Small whole numbers make equal scores; an offset makes differences drown in rounding.
      boolean whole = seed % 3 == 0;
      float offset = seed % 5 == 0 ? 1000 : 0;
      compare(
          "seed " + seed,
          numbers(random, q * d, whole, offset),
          numbers(random, r * d, whole, offset),
          d,
          k,
          1 + random.nextInt(r));
    }
  }

  @Test
  void agreesOnManyFeatures() {
    RandomStream random = RandomStream.of(99, "neighbours", 0);
    compare(
        "seed 99",
        numbers(random, 90 * 513, false, 0),
        numbers(random, 2500 * 513, false, 3),
        513,
        10,
        1111);
  }

  private static float[] numbers(RandomStream random, int count, boolean whole, float offset) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = offset + (whole ? random.nextInt(5) - 2 : (float) random.nextGaussian());
    }
    return values;
  }

  private void compare(String what, float[] queries, float[] rows, int d, int k, int portion) {
    for (Measure measure : Measure.values()) {
      for (Engine each : List.of(engine, reference)) {
        Neighbours actual = search(each, queries, rows, d, k, portion, measure);
        for (int i = 0; i < queries.length / d; i++) {
          if (each == reference && i % 16 != 0) {
            continue; // Slow, and not what the test is about.
          }
          int query = i;
          double[] scores =
              IntStream.range(0, rows.length / d)
                  .mapToDouble(row -> score(measure, queries, query * d, rows, row * d, d))
                  .toArray();
          int[] expected =
              IntStream.range(0, scores.length)
                  .boxed()
                  .sorted(Comparator.comparingDouble(row -> -scores[row]))
                  .limit(k)
                  .mapToInt(row -> row)
                  .toArray();
          for (int rank = 0; rank < k; rank++) {
            String where =
                "%s, %s, %s, query %d, rank %d".formatted(what, each.name(), measure, i, rank);
            assertThat(actual.row(i, rank)).as(where).isEqualTo(expected[rank]);
            double value = scores[expected[rank]] * (measure == INNER_PRODUCT ? 1 : -1);
            assertThat(actual.value(i, rank)).as(where).isEqualTo(value, within(0.0));
          }
        }
      }
    }
  }

  @Test
  void dividesRowsByLengthsExactly() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream random = RandomStream.of(seed, "neighbours.lengths", 0);
      int d = 1 + random.nextInt(40);
      int r = 50 + random.nextInt(800);
      int k = 1 + random.nextInt(20);
      float[] query = numbers(random, d, false, 0);
      float[] rows = numbers(random, r * d, false, seed % 2 == 0 ? 30 : 0);
      double[] lengths = new double[r];
      for (int i = 0; i < r; i++) {
        // Directions must decide, so rows differ in length by many orders of magnitude.
        float scale = (float) Math.pow(10, random.nextInt(13) - 6);
        for (int j = i * d; j < (i + 1) * d; j++) {
          rows[j] *= scale;
        }
        lengths[i] = Math.sqrt(Exact.product(rows, i * d, rows, i * d, d));
      }
      NearestNeighbours search = new NearestNeighbours(of(1, d, query), k, INNER_PRODUCT);
      search.accept(of(r, d, rows), lengths);
      int[] expected =
          IntStream.range(0, r)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      row -> -Exact.product(query, 0, rows, row * d, d) / lengths[row]))
              .limit(k)
              .mapToInt(row -> row)
              .toArray();
      assertThat(search.result().rows().toArray()).as("seed %d", seed).containsExactly(expected);
    }
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    Tensor one = of(1, 1, 1);
    NearestNeighbours products = new NearestNeighbours(one, 1, INNER_PRODUCT);
    for (double bad : new double[] {0, -1, Double.NaN, 1e19}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> products.accept(one, new double[] {bad}))
          .withMessageContaining("divided by " + bad);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> products.accept(one, new double[] {1, 1}))
        .withMessageContaining("2 lengths for 1 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new NearestNeighbours(one, 1, SQUARED_EUCLIDEAN).accept(one, new double[] {1}))
        .withMessageContaining("they go with INNER_PRODUCT");
  }

  private static double score(Measure measure, float[] queries, int a, float[] rows, int b, int d) {
    return measure == INNER_PRODUCT
        ? Exact.product(queries, a, rows, b, d)
        : -Exact.squaredDistance(queries, a, rows, b, d);
  }

  private static Neighbours search(
      Engine engine, float[] queries, float[] rows, int d, int k, int portion, Measure measure) {
    try (Scope scope = engine.inference()) {
      Tensor q = engine.tensor(queries, Shape.of(queries.length / d, d));
      Tensor all = engine.tensor(rows, Shape.of(rows.length / d, d));
      NearestNeighbours search = new NearestNeighbours(q, k, measure);
      for (int from = 0; from < all.shape().dim(0); from += portion) {
        search.accept(all.slice(0, from, Math.min(from + portion, all.shape().dim(0))));
      }
      return search.result();
    }
  }

  @Test
  void sumsInDoublePrecisionAreWhatPlainLoopsGive() {
    float[] a = {1, 2, 3, 4, 5, 6, 7};
    float[] b = {0, 1, -1, 2, -2, 3, -3, 4};
    assertThat(Exact.product(a, 0, b, 1, 7)).isEqualTo(1 - 2 + 6 - 8 + 15 - 18 + 28);
    assertThat(Exact.squaredDistance(a, 1, b, 2, 6)).isEqualTo(9 + 1 + 36 + 4 + 81 + 9);
    assertThat(Exact.squaredDistance(a, 0, a, 0, 7)).isZero();
  }

  @Test
  void ofEqualRowsTheFirstOnesWin() {
    int copies = 3000;
    float[] row = numbers(RandomStream.of(3, "neighbours", 0), 37, false, 0);
    float[] rows = new float[copies * 37];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row[i % 37];
    }
    for (Measure measure : Measure.values()) {
      Neighbours nearest = search(engine, row, rows, 37, 5, 1700, measure);
      assertThat(nearest.rows().toArray()).as("%s", measure).containsExactly(0, 1, 2, 3, 4);
    }
    assertThat(search(engine, row, rows, 37, 5, 1700, SQUARED_EUCLIDEAN).values()).containsOnly(0);
  }

  @Test
  void noQueriesHaveNoNeighboursAndPortionsMayBeEmpty() {
    NearestNeighbours search =
        new NearestNeighbours(engine.zeros(Shape.of(0, 3)), 2, INNER_PRODUCT);
    search.accept(engine.zeros(Shape.of(0, 3)));
    search.accept(engine.zeros(Shape.of(2, 3)));
    assertThat(search.result().rows().shape()).isEqualTo(Shape.of(0, 2));
    assertThat(search.result().values()).isEmpty();
  }

  @Test
  void refusesMoreNeighboursThanRows() {
    Tensor queries = engine.zeros(Shape.of(1, 3));
    assertThatThrownBy(
            () -> NearestNeighbours.find(queries, engine.zeros(Shape.of(2, 3)), 3, INNER_PRODUCT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "nearest neighbours: 3 asked for, and only 2 rows were given; ask for fewer or give"
                + " more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NearestNeighbours(queries, 0, INNER_PRODUCT))
        .withMessage("nearest neighbours: 0 asked for; ask for at least 1");
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Tensor queries = engine.zeros(Shape.of(1, 2));
    NearestNeighbours search = new NearestNeighbours(queries, 1, SQUARED_EUCLIDEAN);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 2e18f}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> search.accept(of(2, 2, 0, 0, 0, bad)))
          .withMessageContaining("nearest neighbours: row 1 has length");
    }
    assertThatThrownBy(() -> search.accept(engine.zeros(Shape.of(1, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "nearest neighbours: rows are [1, 3] and queries [1, 2]; expected rows [rows, 2]");
    assertThatThrownBy(() -> new NearestNeighbours(engine.zeros(Shape.of(1, 0)), 1, INNER_PRODUCT))
        .isInstanceOf(ShapeException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.accept(engine.full(0, Shape.of(1, 2), DataType.FLOAT64)))
        .withMessageContaining("each row is FLOAT64");
  }
}
