package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.ClassifierSpec.Pooling;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierTest {
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  private Classifier classifier(Pooling pooling, double dropout, DataType type) {
    UNetSpec encoder =
        new UNetSpec(4, List.of(1, 2), 1, List.of(2), 4, dropout)
            .withStyle(UNetStyle.ADM.withGroupChannels(2));
    Classifier classifier =
        new Classifier(engine, new ClassifierSpec(encoder, pooling, 4, 3, 5), type, 1);
    NetworkTrials.stir(engine, classifier.parameters());
    return classifier;
  }

  @ParameterizedTest
  @EnumSource
  void givesALogitPerClassOfItsFeatures(Pooling pooling) {
    Classifier classifier = classifier(pooling, 0, DataType.FLOAT32);
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 2, 3, 4, 4);
      double[] noise = {0.1, 0.9};
      Tensor logits = classifier.forward(x, noise);
      assertThat(logits.shape().toArray()).containsExactly(2, 5);
      Tensor features = classifier.features(x, noise);
      assertThat(features.shape().toArray()).containsExactly(2, 8);
      Tensor weight = classifier.parameters().byName().get("output.weight");
      Tensor bias = classifier.parameters().byName().get("output.bias");
      assertThat(features.linear(weight, bias).toFloats()).isEqualTo(logits.toFloats());
      assertThat(classifier.forward(x, new double[] {0.2, 0.9}).toFloats())
          .isNotEqualTo(logits.toFloats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAgreeWithFiniteDifferences(Pooling pooling) {
    Classifier classifier = classifier(pooling, 0, DataType.FLOAT64);
    NetworkTrials.assertDirectionalGradients(
        engine,
        classifier.parameters(),
        () -> {
          Tensor x = NetworkTrials.noise(engine, DataType.FLOAT64, 2, 3, 4, 4);
          return classifier
              .forward(x, new double[] {0.3, -0.8})
              .crossEntropy(Indices.of(1, 4))
              .mean();
        });
  }

  /** Guidance asks how the picture, not a weight, should change. */
  @Test
  void thePictureHasAGradient() {
    Classifier classifier = classifier(Pooling.ATTENTION, 0, DataType.FLOAT64);
    try (Scope scope = engine.scope()) {
      Tensor x = engine.parameter(NetworkTrials.noise(engine, DataType.FLOAT64, 1, 3, 4, 4));
      Tensor loss = classifier.forward(x, new double[] {0.3}).crossEntropy(Indices.of(1)).mean();
      assertThat(engine.gradients(loss, List.of(x)).get(0).toDoubles()).doesNotContain(0);
    }
  }

  /** One place and one head: the mean is that place, and attention only mixes two rows. */
  @Test
  void attentionPoolIsSoftmaxOverMeanAndPlaces() {
    Parameters parameters = new Parameters(engine, DataType.FLOAT64, 3);
    AttentionPool pool = AttentionPool.of(parameters, 4, 2, 1);
    NetworkTrials.stir(engine, parameters);
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT64, 1, 2, 2, 2);
      assertThat(pool.forward(x).toDoubles())
          .containsExactly(
              pooled(x.toDoubles(), pool.positions().toDoubles(), pool.qkv()), within(1e-12));
    }
  }

  /** The same in loops: 4 places, 2 channels, 1 head. */
  private static double[] pooled(double[] x, double[] positions, Linear qkv) {
    double[] weight = qkv.weight().toDoubles();
    double[] bias = qkv.bias().toDoubles();
    double[][] projected = new double[5][6];
    for (int place = 0; place < 5; place++) {
      double[] token = new double[2];
      for (int c = 0; c < 2; c++) {
        double mean = (x[4 * c] + x[4 * c + 1] + x[4 * c + 2] + x[4 * c + 3]) / 4;
        token[c] = (place == 0 ? mean : x[4 * c + place - 1]) + positions[2 * place + c];
      }
      for (int o = 0; o < 6; o++) {
        projected[place][o] = weight[2 * o] * token[0] + weight[2 * o + 1] * token[1] + bias[o];
      }
    }
    double sum = 0;
    double[] result = new double[2];
    for (double[] place : projected) {
      double product = projected[0][0] * place[2] + projected[0][1] * place[3];
      double share = Math.exp(product / Math.sqrt(2));
      sum += share;
      result[0] += share * place[4];
      result[1] += share * place[5];
    }
    return new double[] {result[0] / sum, result[1] / sum};
  }

  @Test
  void dropoutActsInTrainingOnly() {
    Classifier classifier = classifier(Pooling.ATTENTION, 0.5, DataType.FLOAT32);
    try (Scope scope = engine.inference()) {
      Tensor x = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 3, 4, 4);
      double[] noise = {0.5};
      float[] y = classifier.forward(x, noise).toFloats();
      assertThat(classifier.forward(x, noise).toFloats()).isEqualTo(y);
      assertThat(classifier.training(1, false).forward(x, noise).toFloats())
          .isEqualTo(classifier.training(1, true).forward(x, noise).toFloats())
          .isNotEqualTo(classifier.training(2, false).forward(x, noise).toFloats())
          .isNotEqualTo(y);
    }
  }

  @Test
  void mistakesAreNamed() {
    Classifier classifier = classifier(Pooling.ATTENTION, 0, DataType.FLOAT32);
    try (Scope scope = engine.inference()) {
      Tensor large = NetworkTrials.noise(engine, DataType.FLOAT32, 1, 3, 8, 8);
      assertThatThrownBy(() -> classifier.forward(large, new double[] {1}))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("[1, 3, 8, 8]")
          .hasMessageContaining("expected [N, 3, 4, 4]");
    }
    UNetSpec encoder = new UNetSpec(4, List.of(1, 2), 1, List.of(), 4, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassifierSpec(encoder, Pooling.AVERAGE, 4, 1, 1))
        .withMessage("classes is 1; it must be 2 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassifierSpec(encoder, Pooling.AVERAGE, 5, 1, 2))
        .withMessageContaining("image size 5 cannot be halved");
  }
}
