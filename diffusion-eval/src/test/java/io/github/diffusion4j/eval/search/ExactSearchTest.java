package io.github.diffusion4j.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.replication.SplitSimilarity;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSearchTest {
  private static final DescriptorIdentity NUMBERS = DescriptorIdentity.of("numbers", "");
  private static final Engine ENGINE = Engine.open();

  /** Pictures of 6x5 pixels and 2 channels, of which chunks and tiles can be cut. */
  private static final int DIMENSIONS = 60;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static Stream<Comparison> comparisons() {
    return Stream.of(
        Comparison.cosine(),
        Comparison.split(6),
        Comparison.cross(4),
        new Comparison.SquaredEuclidean(),
        new Comparison.Tiles(new TiledDistance(2, 3), 5, 6, false),
        new Comparison.Tiles(new TiledDistance(2, 3), 5, 6, true));
  }

  private static ExactSearch by(Comparison comparison) {
    return ExactSearch.by(comparison, ENGINE);
  }

  /** Whole floats, so that features and sets are the same; of several lengths. */
  private static Features random(long seed, String role, int rows) {
    RandomStream random = RandomStream.of(seed, role, 0);
    double[][] values = new double[rows][DIMENSIONS];
    for (double[] row : values) {
      double scale = 1 + random.nextInt(5);
      Arrays.setAll(row, j -> (float) (scale * random.nextGaussian()));
    }
    return Features.of(NUMBERS, values);
  }

  /** What the comparison says of two rows by its definition; the lower, the nearer. */
  private static double far(Comparison comparison, double[] a, double[] b) {
    if (comparison instanceof Comparison.Products products) {
      SplitSimilarity similarity = SplitSimilarity.of(a, b, products.chunks());
      return -(products.cross() ? similarity.crossMax() : similarity.splitMax());
    }
    if (comparison instanceof Comparison.Tiles tiles) {
      double plain = tiles.tiles().largest(a, b, tiles.height(), tiles.width());
      double[] turned = new double[a.length];
      int width = tiles.width();
      Arrays.setAll(turned, i -> a[i - i % width + width - 1 - i % width]);
      double mirrored = tiles.tiles().largest(turned, b, tiles.height(), width);
      return Math.sqrt(a.length) * (tiles.mirrored() ? Math.min(plain, mirrored) : plain);
    }
    return IntStream.range(0, a.length).mapToDouble(j -> (a[j] - b[j]) * (a[j] - b[j])).sum();
  }

  private static double sign(Comparison comparison) {
    return comparison instanceof Comparison.Products ? -1 : 1;
  }

  private static int[] sorted(Comparison comparison, double[] query, Features rows, int k) {
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble(row -> far(comparison, query, rows.row(row))))
        .limit(k)
        .mapToInt(row -> row)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void agreesWithAFullSortByTheDefinition(Comparison comparison) {
    for (int seed = 0; seed < 4; seed++) {
      Features queries = random(seed, "queries", 40);
      Features rows = random(seed, "rows", 300);
      int k = 1 + 5 * seed;
      Matches found = by(comparison).nearest(DescriptorSet.of(queries), DescriptorSet.of(rows), k);
      for (int q = 0; q < queries.size(); q++) {
        int[] expected = sorted(comparison, queries.row(q), rows, k);
        assertThat(found.rows()[q]).as("seed %d, query %d", seed, q).containsExactly(expected);
        for (int rank = 0; rank < k; rank++) {
          double value =
              sign(comparison) * far(comparison, queries.row(q), rows.row(expected[rank]));
          assertThat(found.values()[q][rank]).isCloseTo(value, within(1e-9 * DIMENSIONS));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void leavesOutThePictureItselfAndEqualOnesIfAskedTo(Comparison comparison) {
    int count = 50;
    Features rows = random(3, "set", count);
    int[] copies = IntStream.range(0, count).map(i -> i % 10 == 7 ? 7 : i).toArray();
    Features repeated = rows.select(copies);
    DescriptorSet set = DescriptorSet.of(repeated);
    Matches others = by(comparison).others(set, 6);
    Matches different = by(comparison).differentOthers(set, 6);
    for (int q = 0; q < count; q++) {
      int query = q;
      int[] order = sorted(comparison, repeated.row(q), repeated, count);
      assertThat(others.rows()[q])
          .as("others of %d", q)
          .containsExactly(Arrays.stream(order).filter(r -> r != query).limit(6).toArray());
      assertThat(different.rows()[q])
          .as("different others of %d", q)
          .containsExactly(
              Arrays.stream(order)
                  .filter(r -> copies[r] != copies[query] && copies[r] == r)
                  .limit(6)
                  .toArray());
    }
    assertThat(Duplicates.of(set).groups()).containsExactly(List.of(7, 17, 27, 37, 47));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void onePictureManyTimesIsFoundInOrder(Comparison comparison) {
    Features one = random(5, "one", 1).select(new int[2000]);
    DescriptorSet set = DescriptorSet.of(one);
    assertThat(by(comparison).nearest(set, set, 3).rows()[1500]).containsExactly(0, 1, 2);
    Matches others = by(comparison).others(set, 3);
    assertThat(others.rows()[1]).containsExactly(0, 2, 3);
    assertThat(others.rows()[1999]).containsExactly(0, 1, 2);
    assertThatThrownBy(() -> by(comparison).differentOthers(set, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("needs at least 2 different pictures; these are 2000 rows of")
        .hasMessageEndingWith("of which 1 are different");
  }

  @Test
  void aPictureThatIsInBothSetsIsFound() {
    Features rows = random(8, "rows", 30);
    Matches found =
        by(Comparison.cosine())
            .nearest(DescriptorSet.of(rows.select(12, 3)), DescriptorSet.of(rows), 1);
    assertThat(found.rows()).isDeepEqualTo(new int[][] {{12}, {3}});
    assertThat(found.values(1)).containsExactly(new double[] {1, 1}, within(1e-14));
  }

  @Test
  void cosinesDoNotDependOnLengths() {
    Features rows = random(9, "rows", 200);
    double[][] scaled = new double[200][];
    Arrays.setAll(
        scaled,
        i -> {
          // Powers of two round nothing.
          double scale = Math.scalb(1.0, i % 60 - 30);
          return Arrays.stream(rows.row(i)).map(x -> scale * x).toArray();
        });
    DescriptorSet queries = DescriptorSet.of(random(9, "queries", 20));
    Matches plain = by(Comparison.cosine()).nearest(queries, DescriptorSet.of(rows), 5);
    Matches other =
        by(Comparison.cosine()).nearest(queries, DescriptorSet.of(Features.of(NUMBERS, scaled)), 5);
    assertThat(other.rows()).isDeepEqualTo(plain.rows());
  }

  @Test
  void passesManyBlocksAndPortions() {
    // So long that a block holds 32 queries and a portion 16 rows.
    int dimensions = 1 << 19;
    double[][] values = new double[40][dimensions];
    for (int i = 0; i < values.length; i++) {
      values[i][0] = i;
      values[i][1] = 1;
    }
    DescriptorSet set = DescriptorSet.of(Features.of(NUMBERS, values));
    int[][] found = by(new Comparison.SquaredEuclidean()).others(set, 2).rows();
    assertThat(found[0]).containsExactly(1, 2);
    assertThat(found[39]).containsExactly(38, 37);
    for (int i = 1; i < 39; i++) {
      assertThat(found[i]).as("row %d", i).containsExactly(i - 1, i + 1);
    }
  }

  @Test
  void refusesWhatCannotBeCompared() {
    DescriptorSet rows = DescriptorSet.of(random(1, "rows", 5));
    DescriptorSet other =
        DescriptorSet.of(Features.of(DescriptorIdentity.of("other", ""), new double[][] {{1}}));
    DescriptorSet shorter = DescriptorSet.of(Features.of(NUMBERS, new double[][] {{1}}));
    DescriptorSet zeros = DescriptorSet.of(Features.of(NUMBERS, new double[3][DIMENSIONS]));
    assertThatThrownBy(() -> by(Comparison.cosine()).nearest(other, rows, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("features of other cannot be compared with features of numbers");
    assertThatThrownBy(() -> by(Comparison.cosine()).nearest(shorter, rows, 1))
        .hasMessageContaining("rows of 1 and of 60 features");
    assertThatThrownBy(() -> by(Comparison.cosine()).nearest(rows, rows, 6))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("needs at least 6 pictures; these are 5 rows of 60 features");
    assertThatThrownBy(() -> by(Comparison.cosine()).nearest(rows, zeros, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("row 0 of 3 rows of 60 features of numbers has length 0.0");
    assertThat(by(new Comparison.SquaredEuclidean()).nearest(zeros, zeros, 1).values()[2])
        .containsExactly(0);
    assertThatThrownBy(() -> by(Comparison.split(7)).nearest(rows, rows, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("cannot be cut into 7 chunks");
    assertThatThrownBy(
            () ->
                by(new Comparison.Tiles(TiledDistance.standard(), 8, 8, false))
                    .nearest(rows, rows, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("are no pictures of 8x8 pixels");
    assertThatThrownBy(() -> DescriptorSet.of(Features.of(NUMBERS, new double[][] {{1}, {1e39}})))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("feature 0 of row 1 of numbers is 1.0E39");
  }
}
