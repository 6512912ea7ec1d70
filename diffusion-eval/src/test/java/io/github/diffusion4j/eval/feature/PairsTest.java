package io.github.diffusion4j.eval.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsTest {

  /** Sizes below and above a tile of rows and a portion of features. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17, 255, 257, 600})
  void agreesWithTheDefinitionAndBothWays(int rows) {
    Features x = RandomFeatures.of(rows, "x", 19, rows % 2 == 0 ? 70 : 5);
    Features y = RandomFeatures.of(rows, "y", rows, x.dimensions());
    double[][] distances = new double[x.size()][];
    double[][] products = new double[x.size()][];
    double[][] turned = new double[y.size()][];
    Pairs.squaredDistances(x, y, (i, values) -> distances[i] = values.clone());
    Pairs.products(x, y, (i, values) -> products[i] = values.clone());
    Pairs.squaredDistances(y, x, (i, values) -> turned[i] = values.clone());
    for (int i = 0; i < x.size(); i++) {
      for (int j = 0; j < rows; j++) {
        double squares = 0;
        double product = 0;
        for (int k = 0; k < x.dimensions(); k++) {
          double apart = x.value(i, k) - y.value(j, k);
          squares += apart * apart;
          product += x.value(i, k) * y.value(j, k);
        }
        assertThat(distances[i][j]).as("%d rows, %d to %d", rows, i, j).isEqualTo(squares);
        assertThat(turned[j][i]).isEqualTo(squares);
        assertThat(products[i][j]).isEqualTo(product);
      }
    }
  }

  @Test
  void aCopyIsAtZeroWhereverItStands() {
    Features rows = RandomFeatures.of(1, "rows", 300, 33);
    assertThat(Pairs.toNearest(rows, rows.range(100, 300).with(rows.range(0, 100))))
        .containsOnly(0);
  }

  @Test
  void nearestOthersLeaveOutOnlyTheRowItself() {
    Features rows = Features.of(RandomFeatures.RAW, new double[][] {{0}, {5}, {5}, {7}, {1}});
    Nearest nearest = Nearest.others(rows, 2);
    assertThat(nearest.rows()).isDeepEqualTo(new int[][] {{4, 1}, {2, 3}, {1, 3}, {1, 2}, {0, 1}});
    assertThat(nearest.distances(1)).containsExactly(1, 0, 0, 2, 1);
    assertThatThrownBy(() -> Nearest.others(rows, 5)).hasMessageContaining("at least 6 pictures");
  }

  @Test
  void clustersFindWhatLiesApart() {
    for (int seed = 0; seed < 5; seed++) {
      Features left = RandomFeatures.of(seed, "left", 40, 3, -10, 1);
      Features right = RandomFeatures.of(seed, "right", 30, 3, 10, 1);
      Clusters clusters = Clusters.of(left.with(right), 2, seed);
      int[] cells = clusters.cells(left.with(right));
      for (int i = 0; i < 70; i++) {
        assertThat(cells[i] == cells[0]).as("seed %d, row %d", seed, i).isEqualTo(i < 40);
      }
    }
    Features same = Features.of(RandomFeatures.RAW, new double[][] {{1}, {1}, {2}});
    assertThatThrownBy(() -> Clusters.of(same, 3, 0)).hasMessageContaining("only 2 are different");
  }
}
