package io.github.diffusion4j.eval.feature;

import static io.github.diffusion4j.eval.feature.RandomFeatures.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static Features rows(double[]... rows) {
    return Features.of(RAW, rows);
  }

  @Test
  void emptySetsEndInASentence() {
    assertThatThrownBy(FeaturesTest::rows)
        .isInstanceOf(EvaluationException.class)
        .hasMessage("there are no features of raw; describe at least one picture");
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    assertThatThrownBy(() -> rows(new double[] {1, 2}, new double[] {3, Double.NaN}))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("feature 1 of row 1 of raw is NaN");
    assertThatThrownBy(() -> rows(new double[] {Double.NEGATIVE_INFINITY}))
        .hasMessageContaining("-Infinity");
  }

  @Test
  void rowsOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> rows(new double[] {1, 2}, new double[] {3}))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("row 1 of the features of raw has 1 numbers and row 0 has 2");
    assertThatThrownBy(() -> rows(new double[0])).hasMessageContaining("at least 1");
  }

  @Test
  void anotherDescriptorIsNotComparable() {
    Features raw = rows(new double[] {1});
    for (DescriptorIdentity other :
        new DescriptorIdentity[] {
          DescriptorIdentity.of("other", ""),
          DescriptorIdentity.of("raw", "32x32"),
          new DescriptorIdentity("raw", "ab12", "")
        }) {
      assertThatThrownBy(() -> raw.requireComparable(Features.of(other, new double[][] {{1}})))
          .as("%s", other)
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("describe both sets of pictures with one descriptor");
    }
    assertThatThrownBy(() -> raw.requireComparable(rows(new double[] {1, 2})))
        .hasMessageContaining("rows of 1 and of 2 features");
  }

  @Test
  void tooFewRowsEndInASentence() {
    assertThatThrownBy(() -> rows(new double[] {1}).requireRows(2, "a covariance"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("a covariance needs at least 2 pictures; these are 1 of raw");
  }

  @Test
  void aRowOfZerosHasNoDirection() {
    assertThatThrownBy(() -> rows(new double[] {0, 0}).normalised())
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("row 0");
    assertThat(rows(new double[] {3, 4}).normalised().row(0)).containsExactly(0.6, 0.8);
  }

  @Test
  void keepsACopy() {
    double[][] values = {{1}};
    Features features = Features.of(RAW, values);
    values[0][0] = 2;
    features.row(0)[0] = 3;
    assertThat(features.value(0, 0)).isEqualTo(1);
  }
}
