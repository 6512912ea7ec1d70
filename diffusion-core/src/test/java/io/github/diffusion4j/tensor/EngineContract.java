package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine must do; an engine's own test extends this and opens it. */
public abstract class EngineContract {
  private Engine engine;

  /** Opens a new engine to test. */
  protected abstract Engine openEngine();

  @BeforeEach
  void open() {
    engine = openEngine();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static List<OpCase> cases() {
    return OpCase.all();
  }

  @Test
  void casesCoverEveryOperation() {
    Set<Class<?>> covered = new HashSet<>();
    cases().forEach(c -> covered.add(c.op().getClass()));
    assertThat(covered).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAgreeWithPlainLoops(OpCase c) {
    try (Engine reference = new ReferenceEngine()) {
      double[] expected = run(reference, c, DataType.FLOAT64);
      assertClose(run(engine, c, DataType.FLOAT64), expected, 1e-12);
      assertClose(run(engine, c, DataType.FLOAT32), expected, 2e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAgreeWithFiniteDifferences(OpCase c) {
    List<double[]> values = values(c);
    List<double[]> gradients = gradients(c, DataType.FLOAT64);
    double step = 1e-5;
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.get(i).length; j++) {
        double slope = (loss(c, values, i, j, step) - loss(c, values, i, j, -step)) / (2 * step);
        assertThat(gradients.get(i)[j])
            .as("input %d element %d of %s", i, j, c)
            .isCloseTo(slope, within(1e-7 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void floatGradientsAgreeWithDoubleOnes(OpCase c) {
    List<double[]> expected = gradients(c, DataType.FLOAT64);
    List<double[]> actual = gradients(c, DataType.FLOAT32);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i), 2e-5);
    }
  }

  /** Engines may lay out arrays of many channels in their own way; sixteen is the usual block. */
  static List<OpCase> manyChannels() {
    return List.of(
        convolution(1, 1, new int[] {2, 16, 8, 8}, new int[] {32, 16, 3, 3}),
        convolution(1, 1, new int[] {1, 32, 7, 9}, new int[] {16, 32, 3, 3}),
        convolution(1, 1, new int[] {3, 3, 8, 8}, new int[] {16, 3, 3, 3}),
        convolution(1, 1, new int[] {3, 16, 8, 8}, new int[] {3, 16, 3, 3}),
        convolution(1, 1, new int[] {2, 24, 6, 6}, new int[] {16, 24, 3, 3}),
        convolution(1, 1, new int[] {2, 16, 1, 1}, new int[] {16, 16, 3, 3}),
        convolution(2, 1, new int[] {2, 16, 9, 8}, new int[] {16, 16, 3, 3}),
        convolution(2, 1, new int[] {2, 3, 8, 8}, new int[] {32, 3, 3, 3}),
        convolution(1, 0, new int[] {2, 16, 8, 8}, new int[] {16, 16, 3, 3}),
        convolution(1, 0, new int[] {2, 48, 5, 5}, new int[] {16, 48, 1, 1}),
        convolution(1, 2, new int[] {1, 16, 8, 8}, new int[] {16, 16, 5, 5}));
  }

  private static OpCase convolution(int stride, int padding, int[] x, int[] weights) {
    return OpCase.of(new Op.Conv2d(stride, padding), x, weights, new int[] {weights[0]});
  }

  @ParameterizedTest
  @MethodSource("manyChannels")
  void convolutionsOfManyChannelsAgreeWithDoubleOnes(OpCase c) {
    try (Engine reference = new ReferenceEngine()) {
      assertClose(run(engine, c, DataType.FLOAT32), run(reference, c, DataType.FLOAT64), 1e-5);
    }
    List<double[]> expected = gradients(c, DataType.FLOAT64);
    List<double[]> actual = gradients(c, DataType.FLOAT32);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i), 1e-5);
    }
  }

  /** Every operation behind a convolution of many channels, whose layout it may have to undo. */
  @Test
  void chainsOfOperationsOnManyChannelsAgreeWithDoubleOnes() {
    List<double[]> expected = chain(DataType.FLOAT64);
    List<double[]> actual = chain(DataType.FLOAT32);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i), 2e-5);
    }
  }

  private List<double[]> chain(DataType type) {
    try (Scope scope = engine.scope()) {
      Tensor images = random("images", type, 3, 16, 6, 6);
      Tensor weights = random("weights", type, 32, 16, 3, 3);
      Tensor bias = random("bias", type, 32);
      Tensor scale = random("scale", type, 3, 32);
      Tensor shared = random("shared", type, 32);
      Tensor large = random("large", type, 3, 32, 12, 12);
      Tensor h = images.conv2d(weights, bias, 1, 1).multiply(0.1);
      List<Tensor> ends =
          List.of(
              h.groupNorm(8, scale, scale, 1e-5, true).upsampleNearest().subtract(large),
              h.groupNorm(32, shared, shared, 1e-5, false).averagePool(),
              // 24 channels a group: no multiple of a block.
              Tensor.concat(1, h, images).groupNorm(2, ones(type, 48), ones(type, 48), 1e-5, true),
              Tensor.concat(2, h, h).slice(2, 3, 8),
              Tensor.concat(0, h.slice(0, 1, 3), h).slice(1, 16, 32),
              h.slice(1, 3, 12).sum(1, 2).add(h.slice(1, 8, 24).sum()),
              h.add(h.square()).subtract(h.dropout(0.3, 5)).divide(h.exp()),
              h.multiply(scale.reshape(3, 32, 1, 1)).add(bias.reshape(32, 1, 1)),
              h.clamp(-0.2, 0.3).silu().tanh().sigmoid(),
              h.permute(0, 2, 3, 1).softmax(),
              h.reshape(3, 32, 36).matMul(h.reshape(3, 32, 36), true, false),
              h.affine(2, 1).slice(1, 0, 16).add(images));
      Tensor loss = null;
      List<double[]> results = new ArrayList<>();
      for (Tensor end : ends) {
        results.add(end.toDoubles());
        Tensor term = end.square().mean();
        loss = loss == null ? term : loss.add(term);
      }
      List<Tensor> parameters = List.of(images, weights, bias, scale, shared);
      engine.gradients(loss, parameters).forEach(slope -> results.add(slope.toDoubles()));
      return results;
    }
  }

  private static float[] ramp(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    return values;
  }

  private Tensor ones(DataType type, int... lengths) {
    return engine.full(1, Shape.of(lengths), type);
  }

  private Tensor random(String name, DataType type, int... lengths) {
    RandomStream stream = RandomStream.of(3, name, 0);
    double[] values = new double[Shape.of(lengths).size()];
    Arrays.setAll(values, i -> stream.nextGaussian());
    return engine.parameter(engine.tensor(values, Shape.of(lengths), type));
  }

  @Test
  void aTensorOfManyChannelsIsCopiedAsItReads() {
    try (Scope scope = engine.scope()) {
      Tensor images = random("images", DataType.FLOAT32, 2, 16, 4, 4);
      Tensor weights = random("weights", DataType.FLOAT32, 16, 16, 3, 3);
      Tensor h = images.conv2d(weights, ones(DataType.FLOAT32, 16), 1, 1);
      float[] expected = h.toFloats();
      assertThat(engine.parameter(h).toFloats()).isEqualTo(expected);
      Tensor target = engine.zeros(h.shape());
      engine.assign(target, h);
      assertThat(target.toFloats()).isEqualTo(expected);
      engine.lerp(target, h.multiply(2), 1);
      assertThat(target.toFloats()[5]).isEqualTo(2 * expected[5]);
      // The other way round: the tensor that changes is the one with a layout of its own.
      engine.lerp(h, engine.full(0, h.shape(), DataType.FLOAT32), 0.5);
      assertThat(h.toFloats()[5]).isEqualTo(expected[5] / 2);
      Tensor ramp = engine.tensor(ramp(h.shape().size()), h.shape());
      engine.lerp(h, ramp, 1);
      assertClose(h.toDoubles(), ramp.toDoubles(), 1e-6);
    }
  }

  /** The fast paths take many pieces and threads only on arrays of some size. */
  @Test
  void largeArraysAgreeWithDoubleOnes() {
    List<OpCase> large =
        List.of(
            OpCase.of(
                new Op.GroupNorm(8, 1e-5, true),
                new int[] {3, 16, 33, 31},
                new int[] {3, 16},
                new int[] {3, 16}),
            OpCase.of(new Op.Unary(Op.Unary.Function.SILU), new int[] {3, 70_001}),
            OpCase.of(new Op.Concat(1), new int[] {4, 5, 80, 80}, new int[] {4, 3, 80, 80}),
            OpCase.of(new Op.Slice(1, 2, 5), new int[] {4, 6, 90, 90}));
    for (OpCase c : large) {
      assertClose(run(engine, c, DataType.FLOAT32), run(engine, c, DataType.FLOAT64), 2e-5);
      List<double[]> expected = gradients(c, DataType.FLOAT64);
      List<double[]> actual = gradients(c, DataType.FLOAT32);
      for (int i = 0; i < expected.size(); i++) {
        assertClose(actual.get(i), expected.get(i), 1e-4);
      }
    }
  }

  @Test
  void gradientsAddUpWhereATensorIsUsedTwice() {
    try (Scope scope = engine.scope()) {
      Tensor x = engine.parameter(engine.tensor(new float[] {1, 2, 3}, Shape.of(3)));
      Tensor unused = engine.parameter(engine.full(5, Shape.of(2), DataType.FLOAT32));
      Tensor loss = x.multiply(x).add(x).add(x).sum();
      List<Tensor> gradients = engine.gradients(loss, List.of(x, unused));
      assertThat(gradients.get(0).toFloats()).containsExactly(4, 6, 8);
      assertThat(gradients.get(1).toFloats()).containsExactly(0, 0);
      assertThat(x.toFloats()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void dropoutKeepsTheMeanAndDependsOnTheSeedAlone() {
    try (Scope scope = engine.inference()) {
      Tensor ones = engine.full(1, Shape.of(100_000), DataType.FLOAT32);
      float[] first = ones.dropout(0.25, 7).toFloats();
      assertThat(ones.dropout(0.25, 7).toFloats()).isEqualTo(first);
      assertThat(ones.dropout(0.25, 8).toFloats()).isNotEqualTo(first);
      double sum = 0;
      for (float x : first) {
        assertThat(x == 0 || Math.abs(x - 4 / 3f) < 1e-6).isTrue();
        sum += x;
      }
      // Standard error of the mean: sqrt(0.25 / 0.75 / 100000) = 0.0018.
      assertThat(sum / first.length).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    try (Scope scope = engine.inference()) {
      Tensor a = engine.zeros(Shape.of(2, 3));
      Tensor b = engine.zeros(Shape.of(4, 3));
      Tensor image = engine.zeros(Shape.of(1, 3, 5, 5));
      assertThatThrownBy(() -> a.add(b))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "add: shapes [2, 3] and [4, 3] do not broadcast: dimension -2 is 2 in one and 4 in"
                  + " the other; make them equal or one of them 1");
      assertThatThrownBy(() -> a.matMul(b)).hasMessageContaining("inner lengths 3 and 4");
      assertThatThrownBy(() -> a.reshape(4, 2)).hasMessageContaining("6 elements");
      assertThatThrownBy(() -> a.reshape(4, -1)).hasMessageContaining("does not divide");
      assertThatThrownBy(() -> a.slice(1, 2, 4)).hasMessageContaining("indices go from 0 to 3");
      assertThatThrownBy(() -> a.sum(2)).hasMessageContaining("dimensions -2 to 1");
      assertThatThrownBy(() -> image.averagePool()).hasMessageContaining("even H and W");
      assertThatThrownBy(
              () ->
                  image.conv2d(engine.zeros(Shape.of(2, 4, 3, 3)), engine.zeros(Shape.of(2)), 1, 1))
          .hasMessageContaining("same C");
      assertThatThrownBy(
              () ->
                  image.groupNorm(
                      2, engine.zeros(Shape.of(3)), engine.zeros(Shape.of(3)), 1, false))
          .hasMessageContaining("multiple of 2");
      assertThatThrownBy(() -> a.embedding(5)).hasMessageContaining("rows are 0 to 1");
      assertThatThrownBy(() -> a.add(engine.full(0, Shape.of(2, 3), DataType.FLOAT64)))
          .hasMessageContaining("make them one type");
      assertThatThrownBy(() -> engine.tensor(new float[5], Shape.of(2, 3)))
          .hasMessageContaining("5 values do not fill shape [2, 3]");
      assertThatThrownBy(() -> engine.gradients(a, List.of())).hasMessageContaining("one element");
    }
  }

  @Test
  void emptyTensorsPassThrough() {
    try (Scope scope = engine.inference()) {
      Tensor empty = engine.zeros(Shape.of(0, 3));
      assertThat(empty.add(1).multiply(empty).shape()).isEqualTo(Shape.of(0, 3));
      assertThat(empty.toFloats()).isEmpty();
      assertThat(
              Tensor.concat(0, empty, engine.full(2, Shape.of(1, 3), DataType.FLOAT32)).toFloats())
          .containsExactly(2, 2, 2);
    }
  }

  @Test
  void aTensorUsedAfterItsScopeIsAnErrorThatSaysSo() {
    Tensor lost;
    Tensor kept;
    try (Scope scope = engine.scope()) {
      lost = engine.full(3, Shape.of(2), DataType.FLOAT32);
      kept = scope.keep(lost.add(1));
    }
    assertThat(kept.toFloats()).containsExactly(4, 4);
    assertThatIllegalStateException()
        .isThrownBy(lost::toFloats)
        .withMessageContaining("used after its scope closed");
    assertThatIllegalStateException().isThrownBy(() -> kept.add(lost));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.gradients(kept.sum(), List.of()))
        .withMessageContaining("not recorded");
  }

  @Test
  void scopesCloseInReverseOrder() {
    Scope outer = engine.scope();
    Scope inner = engine.scope();
    assertThatIllegalStateException()
        .isThrownBy(outer::close)
        .withMessageContaining("reverse order");
    inner.close();
    outer.close();
    outer.close();
  }

  @Test
  void memoryDoesNotGrowFromStepToStep() {
    Tensor weight = engine.parameter(engine.full(0.5, Shape.of(64, 64), DataType.FLOAT32));
    long settled = 0;
    for (int step = 0; step < 60; step++) {
      try (Scope scope = engine.scope()) {
        Tensor x = engine.full(step, Shape.of(32, 64), DataType.FLOAT32);
        engine.gradients(x.matMul(weight).silu().square().mean(), List.of(weight));
      }
      if (step == 20) {
        settled = engine.memoryBytes();
      }
    }
    assertThat(engine.memoryBytes()).isEqualTo(settled);
  }

  @Test
  void threadsHaveScopesOfTheirOwn() throws Exception {
    Tensor weight = engine.parameter(engine.full(2, Shape.of(8, 8), DataType.FLOAT32));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        float fill = i;
        results.add(
            threads.submit(
                () -> {
                  try (Scope scope = engine.scope()) {
                    Tensor x = engine.full(fill, Shape.of(1, 8), DataType.FLOAT32);
                    return engine
                        .gradients(x.matMul(weight).sum(), List.of(weight))
                        .get(0)
                        .toFloats();
                  }
                }));
      }
      for (int i = 0; i < 16; i++) {
        float[] expected = new float[64];
        Arrays.fill(expected, i);
        assertThat(results.get(i).get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void adamWAgreesWithItsFormula() {
    double p = 0.7;
    double m = 0;
    double v = 0;
    Tensor parameter = engine.full(p, Shape.of(3), DataType.FLOAT32);
    Tensor mean = engine.zeros(Shape.of(3));
    Tensor variance = engine.zeros(Shape.of(3));
    for (int t = 1; t <= 5; t++) {
      double g = 0.5 * t - 1.2;
      engine.adamW(
          parameter,
          engine.full(2 * g, Shape.of(3), DataType.FLOAT32),
          mean,
          variance,
          new Engine.AdamWStep(0.01, 0.9, 0.999, 1e-8, 0.1, 0.5, t));
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      p -= 0.01 * 0.1 * p;
      p -= 0.01 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
    }
    assertThat(parameter.toDoubles()[2]).isCloseTo(p, within(1e-6));
  }

  @Test
  void lerpAndSumOfSquaresAgreeWithTheirFormulas() {
    Tensor target = engine.tensor(new float[] {1, 2}, Shape.of(2));
    engine.lerp(target, engine.tensor(new float[] {3, -2}, Shape.of(2)), 0.25);
    assertThat(target.toFloats()).containsExactly(1.5f, 1);
    assertThat(engine.sumOfSquares(target)).isEqualTo(3.25);
  }

  private static double[] run(Engine engine, OpCase c, DataType type) {
    try (Scope scope = engine.inference()) {
      return apply(engine, c, values(c), type).toDoubles();
    }
  }

  private static Tensor apply(Engine engine, OpCase c, List<double[]> values, DataType type) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      inputs.add(engine.tensor(values.get(i), c.inputs().get(i), type));
    }
    return engine.apply(c.op(), inputs, c.op().infer(c.inputs()));
  }

  private double loss(OpCase c, List<double[]> values, int input, int element, double change) {
    List<double[]> moved = new ArrayList<>();
    values.forEach(v -> moved.add(v.clone()));
    moved.get(input)[element] += change;
    try (Scope scope = engine.inference()) {
      Tensor output = apply(engine, c, moved, DataType.FLOAT64);
      double[] weights = weights(output.shape().size());
      double[] y = output.toDoubles();
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += weights[i] * y[i];
      }
      return sum;
    }
  }

  private List<double[]> gradients(OpCase c, DataType type) {
    List<double[]> values = values(c);
    try (Scope scope = engine.scope()) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        inputs.add(engine.parameter(engine.tensor(values.get(i), c.inputs().get(i), type)));
      }
      Tensor output = engine.apply(c.op(), inputs, c.op().infer(c.inputs()));
      Tensor weights = engine.tensor(weights(output.shape().size()), output.shape(), type);
      return engine.gradients(output.multiply(weights).sum(), inputs).stream()
          .map(Tensor::toDoubles)
          .toList();
    }
  }

  /** Makes every element of the output count differently, so that none can hide another. */
  private static double[] weights(int size) {
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = Math.sin(1.7 * i + 0.3);
    }
    return weights;
  }

  private static List<double[]> values(OpCase c) {
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < c.inputs().size(); i++) {
      RandomStream stream = RandomStream.of(11, c.toString(), i);
      double[] input = new double[c.inputs().get(i).size()];
      for (int j = 0; j < input.length; j++) {
        input[j] = c.positive() ? 0.5 + stream.nextDouble() : stream.nextGaussian();
      }
      values.add(input);
    }
    return values;
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    double scale = 1;
    for (double x : expected) {
      scale = Math.max(scale, Math.abs(x));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance * scale));
    }
  }
}
