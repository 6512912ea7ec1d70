package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final double NAN = Double.NaN;

  private final ReferenceEngine engine = new ReferenceEngine();

  private Tensor of(double... values) {
    return engine.tensor(values, Shape.of(values.length), DataType.FLOAT64);
  }

  @Test
  void ranksAlongAnyDimension() {
    Tensor t = engine.tensor(new float[] {3, 1, 2, /* second row */ 0, 5, 4}, Shape.of(2, 3));
    assertThat(t.argMax(1)).isEqualTo(Indices.of(new int[] {0, 1}, Shape.of(2, 1)));
    assertThat(t.argMin(-1)).isEqualTo(Indices.of(new int[] {1, 0}, Shape.of(2, 1)));
    assertThat(t.argMax(0)).isEqualTo(Indices.of(new int[] {0, 1, 1}, Shape.of(1, 3)));
    assertThat(t.topK(2, 1)).isEqualTo(Indices.of(new int[] {0, 2, 1, 2}, Shape.of(2, 2)));
    assertThat(t.argSort(1, false))
        .isEqualTo(Indices.of(new int[] {1, 2, 0, 0, 2, 1}, Shape.of(2, 3)));
    assertThat(t.argSort(0, true))
        .isEqualTo(Indices.of(new int[] {0, 1, 1, 1, 0, 0}, Shape.of(2, 3)));
  }

  @Test
  void equalElementsKeepTheirOrder() {
    assertThat(of(1, 2, 2, 1, 2).topK(4, 0).toArray()).containsExactly(1, 2, 4, 0);
    assertThat(of(1, 2, 2, 1, 2).argSort(0, false).toArray()).containsExactly(0, 3, 1, 2, 4);
    assertThat(of(-0.0, 0.0, -0.0).argSort(0, true).toArray()).containsExactly(0, 1, 2);
    assertThat(of(5, 5, 5).argMin(0).toArray()).containsExactly(0);
  }

  @Test
  void notANumberIsTheLargest() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor t = of(infinity, NAN, 1, NAN);
    assertThat(t.argMax(0).get(0)).isEqualTo(1);
    assertThat(t.argMin(0).get(0)).isEqualTo(2);
    assertThat(t.topK(3, 0).toArray()).containsExactly(1, 3, 0);
    assertThat(t.argSort(0, false).toArray()).containsExactly(2, 0, 1, 3);
  }

  @Test
  void agreesWithASortOfObjects() {
    for (int seed = 0; seed < 300; seed++) {
      RandomStream random = RandomStream.of(seed, "ranking", 0);
      int outer = 1 + random.nextInt(3);
      int length = 1 + random.nextInt(40);
      int inner = 1 + random.nextInt(3);
      int k = random.nextInt(length + 1);
      // Few distinct values, so that there are ties.
      double[] values =
          IntStream.range(0, outer * length * inner)
              .mapToDouble(i -> random.nextInt(12) == 0 ? NAN : random.nextInt(9) - 4)
              .toArray();
      Tensor t = engine.tensor(values, Shape.of(outer, length, inner), DataType.FLOAT64);
      for (boolean descending : new boolean[] {true, false}) {
        int[] sorted = t.argSort(1, descending).toArray();
        int[] top = t.topK(k, 1).toArray();
        for (int lane = 0; lane < outer * inner; lane++) {
          int from = lane / inner * length * inner + lane % inner;
          int[] expected = sorted(values, from, inner, length, descending);
          String what = "seed %d lane %d descending %s".formatted(seed, lane, descending);
          assertThat(lane(sorted, lane, length, inner)).as(what).containsExactly(expected);
          if (descending) {
            assertThat(lane(top, lane, k, inner))
                .as(what)
                .containsExactly(Arrays.copyOf(expected, k));
          }
        }
      }
    }
  }

  private static int[] lane(int[] ranked, int lane, int length, int inner) {
    int from = lane / inner * length * inner + lane % inner;
    return IntStream.range(0, length).map(i -> ranked[from + i * inner]).toArray();
  }

  private static int[] sorted(
      double[] values, int from, int stride, int length, boolean descending) {
    Comparator<Integer> order = Comparator.comparingDouble(i -> values[from + i * stride]);
    return IntStream.range(0, length)
        .boxed()
        .sorted(descending ? order.reversed() : order)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void nothingToRankIsNoError() {
    Tensor none = engine.zeros(Shape.of(0, 3));
    assertThat(none.argMax(1).shape()).isEqualTo(Shape.of(0, 1));
    assertThat(none.argSort(0, true).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(of(1, 2).topK(0, 0).size()).isZero();
  }

  @Test
  void refusesMoreThanThereAre() {
    assertThatThrownBy(() -> of(1, 2).topK(3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("topK: 3 elements asked for along dimension 0 of shape [2]; ask for 0 to 2");
    assertThatThrownBy(() -> engine.zeros(Shape.of(2, 0)).argMax(1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("argMax: 1 elements asked for along dimension 1 of shape [2, 0]");
    assertThatThrownBy(() -> of(1, 2).argMax(1)).isInstanceOf(ShapeException.class);
  }
}
