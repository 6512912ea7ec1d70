package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReferenceEngineTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-11);

  private final ReferenceEngine engine = new ReferenceEngine();

  private Tensor counted(int... lengths) {
    Shape shape = Shape.of(lengths);
    double[] values = IntStream.range(0, shape.size()).asDoubleStream().toArray();
    return engine.tensor(values, shape, DataType.FLOAT64);
  }

  private Tensor of(double... values) {
    return engine.tensor(values, Shape.of(values.length), DataType.FLOAT64);
  }

  @Test
  void broadcastsAndSums() {
    assertThat(counted(2, 3).add(of(10, 20, 30)).toDoubles())
        .containsExactly(10, 21, 32, 13, 24, 35);
    assertThat(counted(2, 1).multiply(counted(3)).toDoubles()).containsExactly(0, 0, 0, 0, 1, 2);
    assertThat(counted(2, 3).sum(0).toDoubles()).containsExactly(3, 5, 7);
    assertThat(counted(2, 3).sum(-1).toDoubles()).containsExactly(3, 12);
    assertThat(counted(2, 3).sum().item()).isEqualTo(15);
  }

  @Test
  void movesElements() {
    assertThat(counted(2, 3).permute(1, 0).toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(counted(2, 3).slice(1, 1, 3).toDoubles()).containsExactly(1, 2, 4, 5);
    assertThat(Tensor.concat(1, counted(2, 1), counted(2, 2)).toDoubles())
        .containsExactly(0, 0, 1, 1, 2, 3);
    assertThat(Tensor.concat(0, counted(1, 2), counted(2, 2)).toDoubles())
        .containsExactly(0, 1, 0, 1, 2, 3);
    assertThat(counted(3, 2).embedding(2, 0).toDoubles()).containsExactly(4, 5, 0, 1);
  }

  @Test
  void multipliesMatricesHoweverTheyLie() {
    double[] expected = {10, 13, 28, 40};
    Tensor a = counted(2, 3);
    Tensor b = counted(3, 2);
    assertThat(a.matMul(b).toDoubles()).containsExactly(expected);
    assertThat(a.permute(1, 0).matMul(b, true, false).toDoubles()).containsExactly(expected);
    assertThat(a.matMul(b.permute(1, 0), false, true).toDoubles()).containsExactly(expected);
    Tensor batch = Tensor.concat(0, a.reshape(1, 2, 3), a.reshape(1, 2, 3));
    assertThat(batch.matMul(b).toDoubles())
        .containsExactly(DoubleStream.of(10, 13, 28, 40, 10, 13, 28, 40).toArray());
    assertThat(batch.matMul(batch, true, false).slice(0, 1, 2).reshape(-1).toDoubles())
        .containsExactly(9, 12, 15, 12, 17, 22, 15, 22, 29);
  }

  @Test
  void convolvesWithPaddingAndStride() {
    Tensor weights = engine.full(1, Shape.of(1, 1, 3, 3), DataType.FLOAT64);
    Tensor x = counted(1, 1, 3, 3);
    assertThat(x.conv2d(weights, of(1), 1, 1).toDoubles())
        .containsExactly(9, 16, 13, 22, 37, 28, 21, 34, 25);
    assertThat(x.conv2d(weights, of(0), 2, 1).toDoubles()).containsExactly(8, 12, 20, 24);
    Tensor channels = counted(2, 2, 1, 1).conv2d(counted(1, 2, 1, 1), of(0), 1, 0);
    assertThat(channels.toDoubles()).containsExactly(1, 3);
  }

  @Test
  void resamples() {
    assertThat(counted(1, 1, 2, 4).averagePool().toDoubles()).containsExactly(2.5, 4.5);
    assertThat(counted(1, 2, 1, 2).upsampleNearest().toDoubles())
        .containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3);
  }

  @Test
  void normalises() {
    double[] softmax = counted(1, 2).softmax().toDoubles();
    assertThat(softmax[1]).isCloseTo(1 / (1 + Math.exp(-1)), CLOSE);
    assertThat(softmax[0] + softmax[1]).isCloseTo(1, CLOSE);
    Tensor x = counted(1, 2, 1, 2);
    double[] normed = x.groupNorm(1, of(1, 2), of(0, 10), 0, false).toDoubles();
    double unit = Math.sqrt(1.25);
    assertThat(normed)
        .containsExactly(
            new double[] {-1.5 / unit, -0.5 / unit, 10 + 1 / unit, 10 + 3 / unit}, CLOSE);
    double[] eachOwn = x.groupNorm(2, of(1, 1), of(0, 0), 0, true).toDoubles();
    double silu = 1 / (1 + Math.exp(-1));
    assertThat(eachOwn).containsExactly(new double[] {silu - 1, silu, silu - 1, silu}, CLOSE);
  }

  /** Computed with PyTorch 1.13: {@code erf} and {@code gelu} of these points. */
  @Test
  void errorFunctionAgreesWithPyTorch() {
    Tensor x = of(-2, -0.5, 0.1, 1, 3);
    assertThat(x.erf().toDoubles())
        .containsExactly(
            new double[] {
              -0.995322265019, -0.520499877813, 0.112462916018, 0.842700792950, 0.999977909503
            },
            CLOSE);
    assertThat(x.gelu().toDoubles())
        .containsExactly(
            new double[] {
              -0.045500263896, -0.154268769363, 0.053982783728, 0.841344746069, 2.995950305905
            },
            CLOSE);
  }

  /** Computed with PyTorch 1.13: {@code conv3d} of sines with cosines. */
  @Test
  void convolvesClipsAsPyTorchDoes() {
    List<Integer> padding = List.of(1, 0, 1);
    Spatial.Convolution how =
        new Spatial.Convolution(List.of(1, 1, 2), padding, List.of(1, 1, 1), 1);
    Tensor x = counted(1, 2, 3, 2, 4).sin();
    assertThat(x.convolve(how, counted(2, 2, 3, 2, 2).cos(), of(0.5, -1)).toDoubles())
        .containsExactly(
            new double[] {
              -0.230916292584, -1.730236849151, -1.682729165847, -1.185722586191, 2.468045160964,
              3.669231089386, 3.238666828215, 3.542999578845, -1.032469979395, 1.097832392092,
              -3.480383341307, -3.741413003375, -4.173074635069, -3.759970760215, -0.102359467377,
              0.619652377360, 1.138551484348, 0.202307716267
            },
            CLOSE);
  }

  /**
   * Computed with PyTorch 1.13: {@code conv2d(sines, cosines, padding=2, dilation=2, groups=4)}.
   */
  @Test
  void convolvesChannelsApartAsPyTorchDoes() {
    List<Integer> two = List.of(2, 2);
    Spatial.Convolution how = new Spatial.Convolution(List.of(1, 1), two, two, 4);
    Tensor x = counted(1, 4, 3, 3).sin();
    Tensor result = x.convolve(how, counted(4, 1, 3, 3).cos(), of(0, 0, 0, 0));
    assertThat(result.slice(2, 1, 2).toDoubles())
        .containsExactly(
            new double[] {
              -0.364252748489, 0.494679123312, 0.487086985925, -0.351458473299, 0.381279225240,
              0.446134275603, -0.385728689894, 0.008850962553, 0.387926480713, -0.443781358310,
              -0.369590348325, 0.352008032004
            },
            CLOSE);
  }

  /** Computed with PyTorch 1.13 from products, mask and softmax, heads as a dimension. */
  @Test
  void attendsAsPyTorchDoes() {
    Tensor q = counted(1, 2, 4).sin();
    Tensor k = counted(1, 3, 4).cos();
    Tensor v = counted(1, 3, 4);
    double[] all = {
      2.985331853112,
      3.985331853112,
      5.865720658966,
      6.865720658966,
      5.785922509654,
      6.785922509654,
      6.653845021959,
      7.653845021959
    };
    double[] causal = all.clone();
    System.arraycopy(
        new double[] {1.847592645157, 2.847592645157, 4.969958598493, 5.969958598493},
        0,
        causal,
        0,
        4);
    double scale = 1 / Math.sqrt(2);
    assertThat(q.attention(new Product.Attention(2, scale, false, false), k, v).toDoubles())
        .containsExactly(all, CLOSE);
    assertThat(q.attention(new Product.Attention(2, scale, true, false), k, v).toDoubles())
        .containsExactly(causal, CLOSE);
    Tensor first =
        q.permute(0, 2, 1)
            .attention(
                new Product.Attention(2, scale, true, true),
                k.permute(0, 2, 1),
                v.permute(0, 2, 1));
    assertThat(first.permute(0, 2, 1).toDoubles()).containsExactly(causal, CLOSE);
  }

  /** Computed with PyTorch 1.13: {@code layer_norm} over three. */
  @Test
  void normalisesLayersAsPyTorchDoes() {
    Tensor x = of(1, 2, 4, 0, 0, 3).reshape(2, 3);
    assertThat(x.layerNorm(of(1, 2, 3), of(0, 1, 0), 1e-5).toDoubles())
        .containsExactly(
            new double[] {
              -1.069041531450,
              0.465479234275,
              4.008905742939,
              -0.707105013426,
              -0.414210026852,
              4.242630080557
            },
            CLOSE);
    double root = Math.sqrt(7);
    assertThat(x.slice(0, 0, 1).rmsNorm(of(1, 2, 3), 0).toDoubles())
        .containsExactly(new double[] {1 / root, 4 / root, 12 / root}, CLOSE);
  }

  @Test
  void dropsAtTheRateAndKeepsTheMean() {
    double[] kept = engine.full(1, Shape.of(10_000), DataType.FLOAT64).dropout(0.2, 7).toDoubles();
    assertThat(kept).containsOnly(0, 1.25);
    assertThat(DoubleStream.of(kept).average().orElseThrow()).isCloseTo(1, Offset.offset(0.03));
  }

  @Test
  void knowsWhatScopesOwn() {
    Tensor outside = counted(2);
    Tensor inside;
    Tensor kept;
    try (Scope scope = engine.scope()) {
      inside = outside.add(1);
      kept = scope.keep(inside.multiply(2));
      assertThat(engine.memoryBytes()).isEqualTo(48);
    }
    assertThat(engine.memoryBytes()).isEqualTo(32);
    assertThat(kept.toDoubles()).containsExactly(2, 4);
    assertThatThrownBy(inside::toDoubles).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void roundsFloats() {
    Tensor third = engine.full(1, Shape.of(), DataType.FLOAT32).multiply(1 / 3.0);
    assertThat(third.item()).isEqualTo(1f / 3);
  }
}
