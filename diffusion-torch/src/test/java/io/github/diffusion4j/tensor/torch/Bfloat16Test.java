package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With operands of products rounded, a network says nearly the same, and learns as well. */
class Bfloat16Test {
  private static final Shape PICTURES = Shape.of(4, 3, 16, 16);

  private static Engine open(Precision precision) {
    return Engine.open(new EngineSpec("torch", "cpu", precision));
  }

  /** A network none of whose weights is zero, as some are at first. */
  private static UNet network(Engine engine) {
    UNetSpec spec = new UNetSpec(16, List.of(1, 2), 1, List.of(8), 16, 0);
    UNet network = new UNet(engine, spec, UNetPorts.of(16, 3), DataType.FLOAT32, 5);
    int index = 0;
    for (Tensor weight : network.parameters().byName().values()) {
      RandomStream random = RandomStream.of(5, "noise", index++);
      float[] noise = new float[weight.shape().size()];
      random.nextGaussians(noise, 0, noise.length);
      engine.lerp(weight, engine.tensor(noise, weight.shape()), 0.05);
    }
    return network;
  }

  private static Tensor pictures(Engine engine) {
    float[] pixels = new float[PICTURES.size()];
    RandomStream.of(6, "pictures", 0).nextGaussians(pixels, 0, pixels.length);
    return engine.tensor(pixels, PICTURES);
  }

  private static Tensor forward(UNet network, Tensor x, boolean checkpointing) {
    return network
        .training(1, checkpointing)
        .forward(x, new double[] {-1, 0, 0.5, 1}, Conditioning.none(4));
  }

  private static List<Tensor> weights(UNet network) {
    return List.copyOf(network.parameters().byName().values());
  }

  /** Returns the output and all gradients. */
  private static List<float[]> results(Precision precision, boolean checkpointing) {
    try (Engine engine = open(precision);
        Scope scope = engine.scope()) {
      UNet network = network(engine);
      Tensor x = pictures(engine);
      Tensor y = forward(network, x, checkpointing);
      List<float[]> results = new ArrayList<>(List.of(y.toFloats()));
      for (Tensor each : engine.gradients(y.subtract(x).square().mean(), weights(network))) {
        assertThat(each.type()).isEqualTo(DataType.FLOAT32);
        results.add(each.toFloats());
      }
      return results;
    }
  }

  /** Returns the distance of two vectors as a share of the length of the second. */
  private static double distance(float[] actual, float[] expected) {
    double square = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      square += Math.pow(actual[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(square / length);
  }

  private static float[] joined(List<float[]> parts) {
    int size = parts.stream().mapToInt(part -> part.length).sum();
    float[] all = new float[size];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Test
  void valuesAndGradientsAreCloseToExactOnes() {
    List<float[]> exact = results(Precision.FLOAT32, false);
    for (boolean checkpointing : new boolean[] {false, true}) {
      List<float[]> rounded = results(Precision.BFLOAT16, checkpointing);
      assertThat(distance(rounded.get(0), exact.get(0))).isBetween(1e-4, 0.02);
      float[] slopes = joined(rounded.subList(1, rounded.size()));
      assertThat(distance(slopes, joined(exact.subList(1, exact.size())))).isLessThan(0.03);
    }
  }

  @Test
  void whatIsSummedUpAndDoublesAreExact() {
    try (Engine engine = open(Precision.BFLOAT16);
        Scope scope = engine.inference()) {
      double odd = 1 + 1.0 / 4096;
      Tensor floats = engine.full(odd, Shape.of(1, 4096), DataType.FLOAT32);
      assertThat(floats.sum().item()).isEqualTo(4097);
      assertThat(floats.square().mean().item()).isCloseTo(odd * odd, within(1e-6));
      Tensor ones = engine.full(1, Shape.of(4096, 1), DataType.FLOAT32);
      assertThat(floats.matMul(ones).item()).isEqualTo(4096);
      Tensor one = engine.full(1, Shape.of(1, 1), DataType.FLOAT32);
      Tensor many = engine.full(1, Shape.of(257, 1), DataType.FLOAT32).matMul(one);
      assertThat(many.sum().item()).isEqualTo(257);
      assertThat(many.cumulativeSum(0).max().item()).isEqualTo(257);
      Tensor doubles = engine.full(odd, Shape.of(1, 1), DataType.FLOAT64);
      assertThat(doubles.matMul(doubles).item()).isEqualTo(odd * odd);
    }
  }

  @Test
  void parametersStayExactAndAreRoundedAnewWhenTheyChange() {
    try (Engine engine = open(Precision.BFLOAT16);
        Scope scope = engine.scope()) {
      Tensor x = engine.full(1, Shape.of(1, 1), DataType.FLOAT32);
      Tensor w = engine.parameter(engine.full(1 + 1.0 / 4096, Shape.of(1, 1), DataType.FLOAT32));
      assertThat(x.matMul(w).item()).isEqualTo(1);
      engine.assign(w, engine.full(3, Shape.of(1, 1), DataType.FLOAT32));
      Tensor product = x.matMul(w);
      assertThat(product.item()).isEqualTo(3);
      assertThat(product.type()).isEqualTo(DataType.FLOAT32);
      assertThat(engine.gradients(product.sum(), List.of(w)).get(0).item()).isEqualTo(1);
      engine.lerp(w, engine.full(4 + 1.0 / 1024, Shape.of(1, 1), DataType.FLOAT32), 1);
      assertThat(w.item()).isEqualTo(4 + 1.0 / 1024);
    }
  }

  @Test
  void trainingGoesOnDownhill() {
    try (Engine engine = open(Precision.BFLOAT16)) {
      UNet network = network(engine);
      List<Tensor> weights = weights(network);
      List<Tensor> means = weights.stream().map(w -> engine.zeros(w.shape())).toList();
      List<Tensor> variances = weights.stream().map(w -> engine.zeros(w.shape())).toList();
      List<Double> losses = new ArrayList<>();
      for (int step = 1; step <= 30; step++) {
        try (Scope scope = engine.scope()) {
          Tensor x = pictures(engine);
          Tensor loss = forward(network, x, false).subtract(x).square().mean();
          losses.add(loss.item());
          List<Tensor> gradients = engine.gradients(loss, weights);
          Engine.AdamWStep adam = new Engine.AdamWStep(3e-3, 0.9, 0.99, 1e-8, 0, 1, step);
          for (int i = 0; i < weights.size(); i++) {
            engine.adamW(weights.get(i), gradients.get(i), means.get(i), variances.get(i), adam);
          }
        }
      }
      assertThat(losses).allSatisfy(loss -> assertThat(loss).isFinite());
      assertThat(losses.get(29)).isLessThan(losses.get(0) / 2);
    }
  }
}
