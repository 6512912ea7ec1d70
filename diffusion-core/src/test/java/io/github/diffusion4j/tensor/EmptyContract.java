package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors without elements: what goes through unchanged, and what is made of nothing. */
public interface EmptyContract extends EngineUnderTest {
  private Tensor empty(DataType type, int... lengths) {
    return engine().full(0, Shape.of(lengths), type);
  }

  /** Operations on no elements, whose result has none either. */
  static List<OpCase> withoutElements() {
    Spatial.Pool.Kind max = Spatial.Pool.Kind.MAX;
    List<Integer> two = List.of(2, 2);
    return List.of(
        OpCase.of(new Elementwise.Binary(Elementwise.Binary.Kind.ADD), dims(0, 3), dims(3)),
        OpCase.of(new Elementwise.Binary(Elementwise.Binary.Kind.MAXIMUM), dims(0), dims(1)),
        OpCase.of(new Elementwise.Compare(Elementwise.Compare.Kind.LESS), dims(0, 3), dims(1, 3)),
        OpCase.of(new Elementwise.Where(), dims(0, 3), dims(3), dims(1)),
        OpCase.of(new Elementwise.Unary(Elementwise.Unary.Function.GELU), dims(2, 0)),
        OpCase.of(new Elementwise.Power(2), dims(2, 0)),
        OpCase.of(new Elementwise.Detach(), dims(0)),
        OpCase.of(new Elementwise.Dropout(0.5, 1), dims(0)),
        OpCase.of(new Reduction.Sum(List.of(1)), dims(0, 3)),
        OpCase.of(new Reduction.Max(List.of(1)), dims(0, 3)),
        OpCase.of(new Reduction.LogSumExp(List.of(1)), dims(0, 3)),
        OpCase.of(new Reduction.CumulativeSum(0), dims(0, 3)),
        OpCase.of(new Rearrangement.Reshape(Shape.of(2, 0)), dims(0, 3)),
        OpCase.of(new Rearrangement.Permute(List.of(1, 0)), dims(0, 3)),
        OpCase.of(new Rearrangement.Concat(0), dims(0, 3), dims(0, 3)),
        OpCase.of(new Rearrangement.Slice(1, 2, 2), dims(2, 3)),
        OpCase.of(new Selection.IndexSelect(1, Indices.of()), dims(2, 3)),
        OpCase.of(new Selection.Gather(1, Indices.of(new int[0], Shape.of(2, 0))), dims(2, 3)),
        OpCase.of(new Product.MatMul(false, false), dims(0, 3), dims(3, 2)),
        OpCase.of(new Product.Linear(), dims(0, 3), dims(2, 3), dims(2)),
        OpCase.of(
            new Product.Attention(1, 1, false, false), dims(0, 2, 4), dims(0, 3, 4), dims(0, 3, 4)),
        OpCase.of(
            new Product.Attention(1, 1, false, false), dims(1, 0, 4), dims(1, 3, 4), dims(1, 3, 4)),
        OpCase.of(new Normalising.Softmax(), dims(0, 3)),
        OpCase.of(new Normalising.LayerNorm(1e-5), dims(0, 3), dims(3), dims(3)),
        OpCase.of(new Normalising.RmsNorm(1e-5), dims(0, 3), dims(3)),
        OpCase.of(new Normalising.GroupNorm(1, 1e-5, true), dims(0, 2, 3, 3), dims(2), dims(2)),
        OpCase.of(Spatial.Convolution.of(1, 1), dims(0, 16, 4, 4), dims(16, 16, 3, 3), dims(16)),
        OpCase.of(new Spatial.Pool(max, two, two, List.of(0, 0)), dims(0, 2, 4, 4)),
        OpCase.of(new Spatial.UpsampleNearest(), dims(0, 2, 4, 4)),
        OpCase.of(new Spatial.Resample(1, Windows.bilinear(3, 5, false)), dims(0, 3)),
        OpCase.of(
            new Spatial.Sample(Indices.of(), Spatial.Sample.Outside.ZERO),
            dims(1, 2, 3, 3),
            dims(0, 2, 2, 2)));
  }

  private static int[] dims(int... lengths) {
    return lengths;
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.EmptyContract#withoutElements")
  default void emptyTensorsPassThroughAndBack(OpCase c) {
    assertThat(c.output().size()).isZero();
    for (DataType type : DataType.values()) {
      assertThat(Trial.of(c).run(engine(), type)).as("%s", c).isEmpty();
      if (c.op().differentiable()) {
        List<double[]> gradients = Trial.of(c).gradients(engine(), type);
        for (int i = 0; i < gradients.size(); i++) {
          assertThat(gradients.get(i)).as("input %d of %s", i, c).containsOnly(zeros(c, i));
        }
      }
    }
  }

  private static double[] zeros(OpCase c, int input) {
    return new double[Math.min(1, c.shapes().get(input).size())];
  }

  @ParameterizedTest
  @EnumSource
  default void somethingIsMadeOfNothing(DataType type) {
    assertThat(empty(type, 0, 3).sum(0).toDoubles()).containsExactly(0, 0, 0);
    assertThat(empty(type, 0).sum().item()).isZero();
    assertThat(empty(type, 2, 0).logSumExp(1).toDoubles()).containsOnly(Double.NEGATIVE_INFINITY);
    Tensor two = engine().full(2, Shape.of(1, 3), type);
    assertThat(Tensor.concat(0, empty(type, 0, 3), two).toDoubles()).containsExactly(2, 2, 2);
    Indices none = Indices.of(new int[0], Shape.of(0, 3));
    assertThat(two.scatterAdd(0, none, empty(type, 0, 3)).toDoubles()).containsExactly(2, 2, 2);
    assertThat(empty(type, 2, 0).matMul(empty(type, 0, 2)).toDoubles()).containsExactly(0, 0, 0, 0);
    Product.Attention how = new Product.Attention(1, 1, false, false);
    Tensor query = engine().full(1, Shape.of(1, 1, 2), type);
    assertThat(query.attention(how, empty(type, 1, 0, 2), empty(type, 1, 0, 2)).toDoubles())
        .containsExactly(0, 0);
  }

  @ParameterizedTest
  @EnumSource
  default void attentionToNothingHasNoSlope(DataType type) {
    try (Scope scope = engine().scope()) {
      Product.Attention how = new Product.Attention(1, 1, false, false);
      Tensor query = engine().parameter(engine().full(1, Shape.of(1, 1, 2), type));
      Tensor bias = engine().parameter(engine().full(1, Shape.of(1, 1, 1, 1), type));
      Tensor none = empty(type, 1, 0, 2);
      Tensor loss = query.attention(how, none, none, bias).sum().add(query.sum());
      List<Tensor> slopes = engine().gradients(loss, List.of(query, bias));
      assertThat(slopes.get(0).toDoubles()).containsExactly(1, 1);
      assertThat(slopes.get(1).toDoubles()).containsExactly(0);
    }
  }

  @Test
  default void thereIsNoLargestOfNothing() {
    Tensor nothing = empty(DataType.FLOAT32, 2, 0);
    assertThat(catchThrowable(() -> nothing.max(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("max: [2, 0] has no elements along dimensions [1]; there is no largest");
  }
}
