package io.github.diffusion4j.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ApproximateSearchTest {
  private static final DescriptorIdentity NUMBERS = DescriptorIdentity.of("numbers", "");
  private static final Engine ENGINE = Engine.open();
  private static final ExactSearch EXACT = ExactSearch.by(Comparison.cosine(), ENGINE);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Rows of several lengths around forty centres. */
  private static double[][] values(String role, int rows) {
    double[][] values = new double[rows][24];
    for (int i = 0; i < rows; i++) {
      RandomStream centre = RandomStream.of(5, "test.centre", i % 40);
      RandomStream random = RandomStream.of(5, role, i);
      double scale = 0.1 + random.nextDouble();
      Arrays.setAll(
          values[i], j -> (float) (scale * (centre.nextGaussian() + 0.5 * random.nextGaussian())));
    }
    return values;
  }

  private static DescriptorSet set(double[][] values) {
    return DescriptorSet.of(Features.of(NUMBERS, values));
  }

  @Test
  void findsNearlyAllThatAnExactSearchFinds() {
    DescriptorSet rows = set(values("test.rows", 3000));
    DescriptorSet queries = set(values("test.queries", 500));
    Matches found = ApproximateSearch.over(rows).nearest(queries);
    Matches exact = EXACT.nearest(queries, rows, 1);
    int same = 0;
    for (int q = 0; q < queries.size(); q++) {
      assertThat(found.values()[q][0]).isLessThanOrEqualTo(exact.values()[q][0] + 1e-12);
      if (found.rows()[q][0] == exact.rows()[q][0]) {
        same++;
        assertThat(found.values()[q][0]).isCloseTo(exact.values()[q][0], within(1e-12));
      }
    }
    // Of rows in heaps apart from each other a graph may miss a whole heap.
    assertThat(same).isGreaterThanOrEqualTo(475);
  }

  @Test
  void theSameRowsGiveTheSameAnswers() {
    DescriptorSet rows = set(values("test.rows", 2000));
    DescriptorSet queries = set(values("test.queries", 200));
    assertThat(ApproximateSearch.over(rows).nearest(queries).rows())
        .isDeepEqualTo(ApproximateSearch.over(rows).nearest(queries).rows());
  }

  @Test
  void ofEqualRowsTheFirstIsFoundAndAmongTheOthersTheNext() {
    double[][] values = values("test.rows", 300);
    // One picture very often, as in a set that was scraped.
    for (int i = 100; i < 200; i++) {
      values[i] = values[7];
    }
    DescriptorSet rows = set(values);
    ApproximateSearch search = ApproximateSearch.over(rows);
    int[][] nearest = search.nearest(rows).rows();
    int[][] others = search.others().rows();
    int[][] exact = EXACT.others(rows, 1).rows();
    for (int i = 0; i < values.length; i++) {
      assertThat(nearest[i][0]).isEqualTo(i >= 100 && i < 200 ? 7 : i);
      assertThat(others[i][0]).isNotEqualTo(i);
    }
    assertThat(others[7]).containsExactly(100).isEqualTo(exact[7]);
    assertThat(others[150]).containsExactly(7).isEqualTo(exact[150]);
  }

  @Test
  void smallSets() {
    DescriptorSet two = set(new double[][] {{1, 0}, {2, 0}, {0, 1}});
    assertThat(ApproximateSearch.over(two).others().rows())
        .isDeepEqualTo(new int[][] {{1}, {0}, {0}});
    DescriptorSet twins = set(new double[][] {{1, 0}, {1, 0}});
    assertThat(ApproximateSearch.over(twins).others().rows()).isDeepEqualTo(new int[][] {{1}, {0}});
    DescriptorSet one = set(new double[][] {{1, 0}});
    assertThat(ApproximateSearch.over(one).nearest(twins).rows())
        .isDeepEqualTo(new int[][] {{0}, {0}});
    assertThatThrownBy(ApproximateSearch.over(one)::others)
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("at least 2 pictures");
  }

  @Test
  void refusesAnotherDescriptorAndRowsWithoutDirection() {
    ApproximateSearch search = ApproximateSearch.over(set(values("test.rows", 20)));
    DescriptorSet other =
        DescriptorSet.of(Features.of(DescriptorIdentity.of("other", ""), values("test.rows", 2)));
    assertThatThrownBy(() -> search.nearest(other))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("cannot be compared");
    assertThatThrownBy(() -> ApproximateSearch.over(set(new double[][] {{1, 0}, {0, 0}})))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("row 1")
        .hasMessageContaining("no direction");
    assertThatThrownBy(() -> search.nearest(set(new double[1][24])))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("no direction");
  }
}
