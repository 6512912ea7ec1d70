package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Against data of two classes whose best denoisers and exact classifier are known. */
@SuppressWarnings("try") // a scope works by being open
class ClassifierGuidanceTest {
  private static final Engine ENGINE = Engine.open();
  private static final double[] SIGMAS = {0.01, 0.3, 1, 4};

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static Tensor pictures(long seed) {
    RandomStream stream = RandomStream.of(seed, "pictures", 0);
    double[] values = new double[2 * SIGMAS.length];
    Arrays.setAll(values, i -> stream.nextGaussian());
    return ENGINE.tensor(values, Shape.of(SIGMAS.length, 1, 1, 2), DataType.FLOAT64);
  }

  private static int[] same(int label) {
    int[] labels = new int[SIGMAS.length];
    Arrays.fill(labels, label);
    return labels;
  }

  @Test
  void makesTheDenoiserOfAllThatOfTheClass() {
    for (int seed = 0; seed < 10; seed++) {
      for (int kind = 0; kind < 2; kind++) {
        try (Scope scope = ENGINE.inference()) {
          Tensor x = pictures(seed);
          double[] guided =
              new ClassifierGuidance(TwoKinds.ofBoth(), TwoKinds.classifier(), same(kind), 1)
                  .denoise(x, SIGMAS)
                  .toDoubles();
          double[] best = TwoKinds.of(kind).denoise(x, SIGMAS).toDoubles();
          assertThat(guided)
              .as("seed " + seed + ", class " + kind)
              .containsExactly(best, Offset.offset(1e-9));
        }
      }
    }
  }

  @Test
  void followsTheSlopeOfTheLogarithm() {
    double tiny = 1e-5;
    PictureClassifier bent =
        (x, sigmas) -> {
          double[] weights = {0.7, -1.3, 0.4, 0.9, 0.2, -0.6};
          Tensor rows = x.reshape(-1, 2).tanh();
          return rows.matMul(ENGINE.tensor(weights, Shape.of(2, 3), DataType.FLOAT64));
        };
    try (Scope scope = ENGINE.inference()) {
      Tensor x = pictures(3);
      int[] labels = {2, 0, 1, 2};
      double[] moved =
          new ClassifierGuidance((noisy, sigmas) -> noisy, bent, labels, 2.5)
              .denoise(x, SIGMAS)
              .toDoubles();
      double[] before = x.toDoubles();
      for (int i = 0; i < moved.length; i++) {
        int picture = i / 2;
        double up = likelihood(bent, before, i, tiny, labels[picture]);
        double down = likelihood(bent, before, i, -tiny, labels[picture]);
        double sigma = SIGMAS[picture];
        double expected = before[i] + 2.5 * sigma * sigma * (up - down) / (2 * tiny);
        assertThat(moved[i]).as("element " + i).isCloseTo(expected, Offset.offset(1e-7));
      }
    }
  }

  private static double likelihood(
      PictureClassifier classifier, double[] values, int place, double change, int label) {
    double[] changed = values.clone();
    changed[place] += change;
    Tensor x = ENGINE.tensor(changed, Shape.of(SIGMAS.length, 1, 1, 2), DataType.FLOAT64);
    double[] logs = classifier.logits(x, SIGMAS).logSoftmax(1).toDoubles();
    return logs[place / 2 * (logs.length / SIGMAS.length) + label];
  }

  @Test
  void leavesPicturesWithoutALabelAlone() {
    try (Scope scope = ENGINE.inference()) {
      Tensor x = pictures(1);
      int[] labels = {0, -1, 1, -1};
      double[] guided =
          new ClassifierGuidance(TwoKinds.ofBoth(), TwoKinds.classifier(), labels, 1)
              .denoise(x, SIGMAS)
              .toDoubles();
      double[] plain = TwoKinds.ofBoth().denoise(x, SIGMAS).toDoubles();
      for (int i = 0; i < plain.length; i++) {
        if (labels[i / 2] < 0) {
          assertThat(guided[i]).isEqualTo(plain[i]);
        } else {
          assertThat(guided[i]).isNotEqualTo(plain[i]);
        }
      }
    }
  }

  @Test
  void asksNothingWhenOff() {
    PictureClassifier never =
        (x, sigmas) -> {
          throw new AssertionError("must not be called");
        };
    try (Scope scope = ENGINE.inference()) {
      Tensor x = pictures(1);
      Denoiser denoiser = TwoKinds.of(0);
      assertThat(new ClassifierGuidance(denoiser, never, same(0), 0).denoise(x, SIGMAS).toDoubles())
          .isEqualTo(denoiser.denoise(x, SIGMAS).toDoubles());
    }
  }

  @Test
  void givesItsMemoryBack() {
    Denoiser guided = new ClassifierGuidance(TwoKinds.ofBoth(), TwoKinds.classifier(), same(0), 1);
    long settled = 0;
    for (int round = 0; round < 12; round++) {
      try (Scope scope = ENGINE.inference()) {
        guided.denoise(pictures(round), SIGMAS);
      }
      settled = round == 3 ? ENGINE.memoryBytes() : settled;
    }
    assertThat(ENGINE.memoryBytes()).isLessThanOrEqualTo(settled);
  }

  @Test
  void passesTheLearnedVarianceOn() {
    try (Scope scope = ENGINE.inference()) {
      Denoiser learned = new Learned(TwoKinds.ofBoth());
      Estimate guided =
          new ClassifierGuidance(learned, TwoKinds.classifier(), same(1), 1)
              .estimate(pictures(5), SIGMAS);
      assertThat(guided.largeness().toDoubles())
          .isEqualTo(learned.estimate(pictures(5), SIGMAS).largeness().toDoubles());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    PictureClassifier classifier = TwoKinds.classifier();
    for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () -> new ClassifierGuidance(TwoKinds.ofBoth(), classifier, same(0), scale))
          .hasMessageContaining("scale is " + scale);
    }
    try (Scope scope = ENGINE.inference()) {
      Tensor x = pictures(1);
      assertThatThrownBy(
              () ->
                  new ClassifierGuidance(TwoKinds.ofBoth(), classifier, new int[] {1}, 1)
                      .denoise(x, SIGMAS))
          .hasMessageContaining("1 labels for 4 pictures");
      assertThatThrownBy(
              () ->
                  new ClassifierGuidance(TwoKinds.ofBoth(), classifier, same(2), 1)
                      .denoise(x, SIGMAS))
          .hasMessageContaining("class 2 was asked for, but the classifier knows 0 to 1");
    }
  }
}
