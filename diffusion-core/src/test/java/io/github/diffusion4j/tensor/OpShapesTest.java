package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation says of shapes that do not fit it. */
class OpShapesTest {
  private record Refusal(Op op, List<Shape> inputs, List<String> words) {
    Refusal saying(String... essential) {
      return new Refusal(op, inputs, List.of(essential));
    }
  }

  private static Refusal refuses(Op op, int[]... inputs) {
    return new Refusal(op, Stream.of(inputs).map(Shape::of).toList(), List.of());
  }

  private static int[] dims(int... lengths) {
    return lengths;
  }

  static List<Refusal> refusals() {
    return Stream.of(elements(), reductions(), moves(), picks(), products(), norms(), places())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Refusal> elements() {
    return List.of(
        refuses(new Elementwise.Binary(Elementwise.Binary.Kind.MAXIMUM), dims(2), dims(3))
            .saying("maximum: shapes [2] and [3] do not broadcast", "dimension -1"),
        refuses(new Elementwise.Compare(Elementwise.Compare.Kind.LESS), dims(2, 1), dims(3, 1))
            .saying("compare: shapes [2, 1] and [3, 1] do not broadcast", "dimension -2"),
        refuses(new Elementwise.Where(), dims(2), dims(3), dims(4)).saying("where", "[3] and [4]"),
        refuses(new Elementwise.Where(), dims(2), dims(3), dims(3)).saying("where", "[2] and [3]"));
  }

  private static List<Refusal> reductions() {
    return List.of(
        refuses(new Reduction.Sum(List.of(2)), dims(2, 3)).saying("dimension 2", "-2 to 1"),
        refuses(new Reduction.Sum(List.of(0, 0)), dims(2, 3))
            .saying("sum: [0, 0] names dimension 0 of [2, 3] twice"),
        refuses(new Reduction.LogSumExp(List.of(1, -1)), dims(2, 3))
            .saying("logSumExp", "names dimension 1", "twice"),
        refuses(new Reduction.Max(List.of(0)), dims(0, 3)).saying("max", "there is no largest"),
        refuses(new Reduction.CumulativeSum(1), dims(3)).saying("dimension 1", "-1 to 0"));
  }

  private static List<Refusal> moves() {
    return List.of(
        refuses(new Rearrangement.Reshape(Shape.of(4, 2)), dims(2, 3))
            .saying("reshape: [2, 3] has 6 elements and [4, 2] has 8"),
        refuses(new Rearrangement.Permute(List.of(0, 0)), dims(2, 3))
            .saying("permute: order [0, 0] does not name each dimension of [2, 3]"),
        refuses(new Rearrangement.Permute(List.of(0)), dims(2, 3))
            .saying("permute", "exactly once"),
        refuses(new Rearrangement.Concat(0), dims(2, 3), dims(2, 4))
            .saying("concat: shapes [2, 3] and [2, 4] differ outside dimension 0"),
        refuses(new Rearrangement.Concat(0), dims(2, 3), dims(3)).saying("concat", "[3]"),
        refuses(new Rearrangement.Slice(1, 2, 4), dims(2, 3))
            .saying("slice: 2 to 4 of dimension 1", "indices go from 0 to 3"),
        refuses(new Rearrangement.Slice(0, 2, 1), dims(2, 3)).saying("slice: 2 to 1"));
  }

  private static List<Refusal> picks() {
    Indices two = Indices.of(new int[] {0, 2}, Shape.of(1, 2));
    return List.of(
        refuses(new Selection.IndexSelect(0, Indices.of(0, 4)), dims(4, 2))
            .saying("indexSelect: index 4 is outside dimension 0 of [4, 2]", "0 to 3"),
        refuses(new Selection.IndexSelect(0, Indices.of(-1)), dims(4)).saying("index -1"),
        refuses(new Selection.IndexSelect(0, two), dims(4))
            .saying("indexSelect: indices have shape [1, 2]; they are a list"),
        refuses(new Selection.Gather(1, two), dims(2, 3))
            .saying("gather: indices [1, 2] and shape [2, 3] differ outside dimension 1"),
        refuses(new Selection.Gather(1, two), dims(3)).saying("dimension 1"),
        refuses(new Selection.Gather(1, two), dims(1, 2)).saying("gather: index 2 is outside"),
        refuses(new Selection.ScatterAdd(1, two), dims(1, 3), dims(1, 3))
            .saying("scatterAdd: indices [1, 2] do not fit [1, 3]"),
        refuses(new Selection.ScatterAdd(1, two), dims(2, 3), dims(1, 2))
            .saying("scatterAdd", "differ outside dimension 1"),
        refuses(new Selection.ScatterAdd(1, two), dims(1, 2), dims(1, 2))
            .saying("scatterAdd: index 2", "0 to 1"));
  }

  private static List<Refusal> products() {
    Op one = new Product.Attention(1, 1, false, false);
    Op first = new Product.Attention(3, 1, false, true);
    Op causal = new Product.Attention(1, 1, true, false);
    int[] q = dims(2, 5, 4);
    int[] k = dims(2, 3, 4);
    return List.of(
        refuses(new Product.MatMul(false, false), dims(3), dims(3, 2))
            .saying("matMul", "at least two dimensions"),
        refuses(new Product.MatMul(false, true), dims(2, 3), dims(2, 4))
            .saying("matMul: shapes [2, 3] and [2, 4] (transposed)", "inner lengths 3 and 4"),
        refuses(new Product.MatMul(false, false), dims(2, 3, 4), dims(5, 4, 2))
            .saying("matMul", "before the last two must be equal"),
        refuses(new Product.Linear(), dims(2, 3), dims(5, 4), dims(5))
            .saying("linear: [2, 3] does not fit weights [5, 4]", "[..., in] and [out, in]"),
        refuses(new Product.Linear(), dims(), dims(5, 4), dims(5)).saying("linear: []"),
        refuses(new Product.Linear(), dims(2, 4), dims(5, 4), dims(4))
            .saying("linear: bias [4]", "expected [5]"),
        refuses(one, q, dims(2, 3, 5), k).saying("attention: queries [2, 5, 4]", "[N, L, C]"),
        refuses(one, q, k, dims(2, 4, 4)).saying("values [2, 4, 4]", "lengths of keys and values"),
        refuses(one, dims(1, 5, 4), k, k).saying("one N"),
        refuses(first, dims(2, 4, 5), dims(2, 4, 3), dims(2, 4, 3))
            .saying("attention: channels of [2, 4, 5]", "do not split into 3 heads"),
        refuses(new Product.Attention(0, 1, false, false), q, k, k).saying("into 0 heads"),
        refuses(causal, q, k, k).saying("attention: 5 queries are more than 3 keys"),
        refuses(one, q, k, k, dims(2, 1, 5, 4)).saying("attention", "[2, 1, 5, 4]", "[2, 1, 5, 3]"),
        refuses(one, q, k, k, dims(5, 3)).saying("attention: bias [5, 3]", "four lengths"));
  }

  private static List<Refusal> norms() {
    return List.of(
        refuses(new Normalising.Softmax(), dims()).saying("softmax: a scalar"),
        refuses(new Normalising.GroupNorm(2, 1, false), dims(1, 3, 4), dims(3), dims(3))
            .saying("groupNorm: [1, 3, 4] does not split into 2 groups", "multiple of 2"),
        refuses(new Normalising.GroupNorm(1, 1, false), dims(2, 3, 4), dims(3), dims(1, 3))
            .saying("scale or shift [1, 3]", "[3] or [2, 3]"),
        refuses(new Normalising.LayerNorm(1), dims(), dims(1), dims(1))
            .saying("layerNorm: a scalar"),
        refuses(new Normalising.LayerNorm(1), dims(2, 3), dims(3), dims(2))
            .saying("layerNorm: scale or shift [2] does not fit [2, 3]: expected [3]"),
        refuses(new Normalising.RmsNorm(1), dims(2, 3), dims(2))
            .saying("rmsNorm: scale or shift [2] does not fit [2, 3]: expected [3]"));
  }

  private static List<Refusal> places() {
    List<Integer> one = List.of(1, 1);
    List<Integer> two = List.of(2, 2);
    List<Integer> none = List.of(0, 0);
    Spatial.Pool.Kind max = Spatial.Pool.Kind.MAX;
    Op clip = new Spatial.Convolution(List.of(1, 1, 1), List.of(0, 0, 0), List.of(1, 1, 1), 1);
    Op sample = new Spatial.Sample(Indices.of(1), Spatial.Sample.Outside.ZERO);
    int[] x = dims(1, 4, 5, 5);
    int[] w = dims(2, 4, 3, 3);
    return List.of(
        refuses(Spatial.Convolution.of(1, 0), x, dims(2, 3, 3, 3), dims(2))
            .saying("conv2d: input [1, 4, 5, 5] does not fit weights [2, 3, 3, 3]", "same C"),
        refuses(clip, x, w, dims(2)).saying("conv3d", "[N, C, L, H, W]", "[O, C, kL, kH, kW]"),
        refuses(new Spatial.Convolution(one, none, one, 2), x, dims(3, 2, 3, 3), dims(3))
            .saying("with 2 groups", "O a multiple of the groups"),
        refuses(new Spatial.Convolution(one, none, one, 0), x, w, dims(2)).saying("0 groups"),
        refuses(Spatial.Convolution.of(1, 0), x, w, dims(3)).saying("bias [3]", "expected [2]"),
        refuses(Spatial.Convolution.of(1, 0), dims(1, 4, 2, 5), w, dims(2))
            .saying("kernel of extent 3 is larger than dimension 2", "padding 0"),
        refuses(new Spatial.Convolution(one, none, List.of(1, 3), 1), x, w, dims(2))
            .saying("kernel of extent 7", "dimension 3"),
        refuses(Spatial.Convolution.of(0, 0), x, w, dims(2)).saying("stride 0", "1 or more"),
        refuses(Spatial.Convolution.of(1, -1), x, w, dims(2)).saying("padding -1"),
        refuses(new Spatial.Pool(max, two, two, none), dims(1, 2, 3))
            .saying("maxPool: [1, 2, 3] does not fit a kernel of [2, 2]"),
        refuses(new Spatial.Pool(max, two, two, two), x)
            .saying("padding [2, 2]", "half the kernel"),
        refuses(new Spatial.Pool(max, List.of(6, 2), two, none), x)
            .saying("maxPool: a kernel of extent 6 is larger than dimension 2"),
        refuses(new Spatial.Pool(max, two, none, none), x).saying("stride 0"),
        refuses(new Spatial.UpsampleNearest(), dims(2, 3, 4))
            .saying("upsampleNearest", "[2, 3, 4]"),
        refuses(new Spatial.Resample(1, Windows.bilinear(3, 5, false)), x)
            .saying("resample: dimension 1 of [1, 4, 5, 5] does not have the length 3"),
        refuses(sample, dims(4, 5, 5), dims(1, 2, 2, 2)).saying("sample: [4, 5, 5]"),
        refuses(sample, x, dims(1, 2, 2, 3)).saying("sample", "[R, h, w, 2]"),
        refuses(sample, x, dims(2, 2, 2, 2)).saying("sample", "an image for each"),
        refuses(sample, x, dims(1, 2, 2, 2)).saying("sample: image 1 is not in", "0 to 0"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void namesWhatDoesNotFit(Refusal refusal) {
    assertThatThrownBy(() -> refusal.op.infer(refusal.inputs))
        .isInstanceOf(ShapeException.class)
        .satisfies(e -> refusal.words.forEach(word -> assertThat(e).hasMessageContaining(word)));
  }

  @Test
  void numbersOfGroupsAndTapsAreOneOrMore() {
    List<Shape> normed = List.of(Shape.of(1, 4, 5), Shape.of(4), Shape.of(4));
    for (int groups : new int[] {0, -2}) {
      assertThatThrownBy(() -> new Normalising.GroupNorm(groups, 1, false).infer(normed))
          .as("%d groups", groups)
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(groups + " groups");
    }
    List<Shape> convolved = List.of(Shape.of(1, 4, 5, 5), Shape.of(2, 4, 3, 3), Shape.of(2));
    List<Integer> one = List.of(1, 1);
    for (int dilation : new int[] {0, -1}) {
      Op op = new Spatial.Convolution(one, one, List.of(1, dilation), 1);
      assertThatThrownBy(() -> op.infer(convolved))
          .as("dilation %d", dilation)
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("dilation");
    }
  }

  @Test
  void tensorsTurnDimensionsRoundBeforeAnEngineSeesThem() {
    try (Engine engine = new ReferenceEngine()) {
      Tensor x = engine.zeros(Shape.of(2, 3, 4));
      assertThat(x.sum(-1, 0).shape()).isEqualTo(Shape.of(1, 3, 1));
      assertThat(x.cumulativeSum(-2).shape()).isEqualTo(x.shape());
      assertThat(x.permute(-1, 0, 1).shape()).isEqualTo(Shape.of(4, 2, 3));
      assertThat(x.indexSelect(-1, 3).shape()).isEqualTo(Shape.of(2, 3, 1));
      assertThat(x.slice(-2, 1, 2).shape()).isEqualTo(Shape.of(2, 1, 4));
      assertThatThrownBy(() -> x.reshape(4, -1, 5)).hasMessageContaining("does not divide");
      assertThatThrownBy(() -> x.reshape(-1, -1)).hasMessageContaining("leaves two lengths open");
      assertThatThrownBy(() -> x.embedding(5)).hasMessageContaining("index 5 is outside");
    }
  }
}
