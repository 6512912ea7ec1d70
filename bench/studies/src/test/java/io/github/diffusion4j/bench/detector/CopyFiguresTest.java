package io.github.diffusion4j.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CopyFiguresTest {
  @Test
  void whatStandsAboveAllOthersIsFound() {
    double[][] copies = {{9, 1, 2}, {3, 8, 0}, {6, 1, 2}, {1, 1, 5}};
    double[][] others = {{1, 6, 3}, {0, 0, 7}};
    CopyFigures figures = CopyFigures.of(copies, new int[] {0, 1, 2, 2}, others);
    // 9 and 8 are above 7; the third copy's source is at 2, the fourth's at 5.
    assertThat(figures.recall()).isEqualTo(0.5);
    // Ranks of the sources: 0, 0, 1, 0. One place late is half of one half.
    assertThat(figures.meanAp()).isEqualTo((1 + 1 + 0.25 + 1) / 4);
    // All pairs: 9 8 | 7 | 6 6 | 5 | 3 3 | 2 2 .. of which 9, 8, 5 and one of the three 2 are
    // copies.
    assertThat(figures.microAp()).isCloseTo((1 + 1 + 3.0 / 6 + 4.0 / 10) / 4, within(1e-12));
  }

  @Test
  void oneFalsePositiveInAThousandMayPass() {
    double[][] copies = {{5}, {7}, {9}};
    double[][] others = new double[1000][1];
    others[3][0] = 8;
    others[4][0] = 6;
    assertThat(CopyFigures.of(copies, new int[3], others).recall()).isEqualTo(2.0 / 3);
    assertThat(CopyFigures.of(copies, new int[3], others).recallAtOnePercent()).isEqualTo(1);
    others[4][0] = 8;
    assertThat(CopyFigures.of(copies, new int[3], others).recall()).isEqualTo(1.0 / 3);
  }

  @Test
  void equalScoresFindNothing() {
    double[][] copies = new double[2][50];
    CopyFigures figures = CopyFigures.of(copies, new int[] {0, 30}, new double[3][50]);
    assertThat(figures.recall()).isZero();
    assertThat(figures.microAp()).isZero();
    assertThat(figures.meanAp()).isCloseTo(0.5 / 50, within(1e-12));
  }

  @Test
  void ofEachQueryTenPairsAreRanked() {
    double[][] copies = new double[1][12];
    for (int i = 0; i < 12; i++) {
      copies[0][i] = i;
    }
    double[][] none = new double[1][12];
    assertThat(CopyFigures.of(copies, new int[] {2}, none).microAp()).isEqualTo(0.1);
    assertThat(CopyFigures.of(copies, new int[] {1}, none).microAp()).isZero();
  }
}
