package io.github.diffusion4j.eval.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CopyLossTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Tensor rows(double... values) {
    return engine.tensor(values, Shape.of(values.length / 2, 2), DataType.FLOAT64);
  }

  @Test
  void equalViewsOfOppositePicturesLoseNearlyNothing() {
    try (Scope scope = engine.inference()) {
      CopyLoss loss = CopyLoss.of(rows(1, 0, -1, 0, 1, 0, -1, 0), new int[] {0, 1, 0, 1}, 0.05, 1);
      assertThat(loss.infoNce().item()).isCloseTo(0, within(1e-12));
      // The nearest other picture is at distance 2.
      assertThat(loss.entropy().item()).isCloseTo(-Math.log(2), within(1e-12));
    }
  }

  @Test
  void gradientsFlowThroughBothParts() {
    double[] values = {1, 0, 0.6, 0.8, 0.8, 0.6, 0, 1};
    int[] pictures = {0, 1, 0, 1};
    try (Scope scope = engine.scope()) {
      Tensor parameter = engine.parameter(rows(values));
      CopyLoss loss = CopyLoss.of(parameter, pictures, 0.2, 2);
      double[] gradient =
          engine
              .gradients(loss.infoNce().add(loss.entropy()), List.of(parameter))
              .get(0)
              .toDoubles();
      for (int i = 0; i < values.length; i++) {
        double[] more = values.clone();
        double[] less = values.clone();
        more[i] += 1e-6;
        less[i] -= 1e-6;
        double slope = (sum(more, pictures) - sum(less, pictures)) / 2e-6;
        assertThat(gradient[i]).as("number %d", i).isCloseTo(slope, within(1e-6));
      }
    }
  }

  private static double sum(double[] values, int[] pictures) {
    CopyLoss loss = CopyLoss.of(rows(values), pictures, 0.2, 2);
    return loss.infoNce().item() + loss.entropy().item();
  }

  @Test
  void viewsOfOnePictureEachLoseTheSameAsMixturesOfOne() {
    double[] values = {1, 0, 0.6, 0.8, 0.8, 0.6, 0, 1};
    try (Scope scope = engine.inference()) {
      CopyLoss pictures = CopyLoss.of(rows(values), new int[] {0, 1, 0, 1}, 0.2, 2);
      CopyLoss mixtures = CopyLoss.of(rows(values), new int[][] {{0}, {1}, {0}, {1}}, 0.2, 2);
      assertThat(mixtures.infoNce().item()).isEqualTo(pictures.infoNce().item());
      assertThat(mixtures.entropy().item()).isEqualTo(pictures.entropy().item());
    }
  }

  @Test
  void aMixtureMatchesBothItsPicturesAndCountsTheirMean() {
    // They show a, b, c and a with b; c matches nothing and loses nothing.
    double half = Math.sqrt(0.5);
    Tensor rows = rows(1, 0, 0, 1, -1, 0, half, half);
    try (Scope scope = engine.inference()) {
      double loss = CopyLoss.of(rows, new int[][] {{7}, {8}, {9}, {7, 8}}, 1, 0).infoNce().item();
      double ofA = lost(half, 0, -1);
      double ofB = lost(half, 0, 0);
      double ofMixture = (lost(half, -half) + lost(half, -half)) / 2;
      assertThat(loss).isCloseTo((ofA + ofB + ofMixture) / 4, within(1e-9));
      assertThatThrownBy(() -> CopyLoss.of(rows, new int[][] {{7}, {8}, {7}, {7, 8}}, 1, 0))
          .hasMessageContaining("in common with all 4 views");
    }
  }

  private static double lost(double match, double... others) {
    double sum = Math.exp(match) + 1e-6;
    for (double other : others) {
      sum += Math.exp(other);
    }
    return Math.log(sum) - match;
  }

  @Test
  void batchesWithoutPairsOrOthersAreRefused() {
    Tensor two = rows(1, 0, 0, 1);
    assertThatThrownBy(() -> CopyLoss.of(two, new int[] {0, 1}, 0.05, 1))
        .hasMessageContaining("at least two views");
    assertThatThrownBy(() -> CopyLoss.of(two, new int[] {4, 4}, 0.05, 1))
        .hasMessageContaining("at least two pictures");
    assertThatThrownBy(() -> CopyLoss.of(two, new int[] {0}, 0.05, 1))
        .hasMessageContaining("[views, features]");
    assertThatThrownBy(() -> CopyLoss.of(two, new int[] {0, 0}, 0, 1))
        .hasMessageContaining("temperature 0");
  }

  @Test
  void poolingGoesFromTheMeanToTheLargest() {
    try (Scope scope = engine.inference()) {
      Tensor places = rows(1, 2, 3, 4).reshape(1, 2, 1, 2);
      assertThat(new GemPooling(1, 1e-6).pool(places).toDoubles())
          .containsExactly(new double[] {1.5, 3.5}, within(1e-12));
      assertThat(new GemPooling(200, 1e-6).pool(places).toDoubles())
          .containsExactly(new double[] {2, 4}, within(0.02));
      assertThatThrownBy(() -> GemPooling.standard().pool(rows(1, 2)))
          .hasMessageContaining("[pictures, channels, height, width]");
    }
  }
}
