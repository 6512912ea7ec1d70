package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Functions of arrays that engines do not compute in one piece, or on one thread. */
final class LargeTrials {
  private LargeTrials() {}

  static List<Trial> all() {
    List<Trial> trials = new ArrayList<>();
    elements(trials);
    reductions(trials);
    places(trials);
    products(trials);
    moves(trials);
    return trials;
  }

  private static void elements(List<Trial> trials) {
    trials.add(of("silu", Tensor::silu, 3, 70_001));
    trials.add(of("gelu, erf", x -> x.gelu().add(x.erf()), 2, 35_001));
    trials.add(of("power", x -> x.square().add(0.5).power(1.5), 2, 35_001));
    trials.add(of("dropout, detach", x -> x.dropout(0.4, 9).multiply(x.detach()), 90_001));
    Elementwise.Compare.Kind above = Elementwise.Compare.Kind.GREATER;
    trials.add(
        Trial.of(
            "where, broadcast",
            in -> in.get(0).compare(above, 0.5).where(in.get(0), in.get(1)),
            dims(4, 16, 40, 41),
            dims(16, 1, 1)));
    trials.add(
        Trial.of(
            "arithmetic, broadcast",
            in -> in.get(0).multiply(in.get(1)).add(in.get(2)).maximum(in.get(3)),
            dims(4, 16, 40, 41),
            dims(16, 1, 1),
            dims(4, 1, 40, 1),
            dims(41)));
  }

  private static void reductions(List<Trial> trials) {
    trials.add(of("sum, inner", x -> x.sum(2), 40, 50, 60));
    trials.add(of("sum, outer", x -> x.sum(0), 40, 50, 60));
    trials.add(of("sum, middle", x -> x.sum(1), 40, 50, 60));
    trials.add(of("sum, all", Tensor::sum, 300, 301));
    trials.add(of("max, log of sums", x -> x.max(1).add(x.logSumExp(1)), 40, 50, 60));
    trials.add(of("max, all", Tensor::max, 300, 301));
    trials.add(of("running sums", x -> x.cumulativeSum(1).multiply(0.1), 40, 50, 60));
    trials.add(of("softmax", Tensor::softmax, 700, 131));
    trials.add(of("cross entropy", x -> x.crossEntropy(numbers(10, 2000)), 2000, 10));
    trials.add(
        Trial.of(
            "layer norm",
            in -> in.get(0).layerNorm(in.get(1), in.get(2), 1e-5),
            dims(900, 97),
            dims(97),
            dims(97)));
    trials.add(
        Trial.of(
            "root mean square", in -> in.get(0).rmsNorm(in.get(1), 1e-5), dims(900, 97), dims(97)));
    trials.add(
        Trial.of(
            "group norm",
            in -> in.get(0).groupNorm(8, in.get(1), in.get(2), 1e-5, true),
            dims(3, 16, 33, 31),
            dims(3, 16),
            dims(3, 16)));
  }

  private static void places(List<Trial> trials) {
    trials.add(convolution(Spatial.Convolution.of(1, 1), dims(2, 32, 24, 25), dims(32, 32, 3, 3)));
    trials.add(convolution(Spatial.Convolution.of(2, 1), dims(2, 3, 65, 64), dims(32, 3, 3, 3)));
    trials.add(convolution(Spatial.Convolution.of(1, 0), dims(2, 32, 25, 25), dims(48, 32, 1, 1)));
    List<Integer> one = List.of(1, 1);
    trials.add(
        convolution(
            new Spatial.Convolution(one, one, one, 32), dims(2, 32, 40, 40), dims(32, 1, 3, 3)));
    trials.add(
        convolution(
            new Spatial.Convolution(one, one, one, 4), dims(2, 64, 20, 20), dims(64, 16, 3, 3)));
    List<Integer> ones = List.of(1, 1, 1);
    trials.add(
        convolution(
            new Spatial.Convolution(ones, ones, ones, 1),
            dims(1, 16, 4, 20, 20),
            dims(16, 16, 3, 3, 3)));
    List<Integer> three = List.of(3, 3);
    List<Integer> two = List.of(2, 2);
    for (Spatial.Pool.Kind kind : Spatial.Pool.Kind.values()) {
      Spatial.Pool pool = new Spatial.Pool(kind, three, two, one);
      trials.add(of(pool.label(), x -> x.pool(pool), 2, 16, 41, 42));
    }
    trials.add(of("twice the size", Tensor::upsampleNearest, 2, 16, 33, 34));
    Windows.Filter cubic = Windows.Filter.BICUBIC;
    trials.add(of("another size", x -> Resampling.antialiased(x, cubic, 25, 60), 2, 16, 40, 40));
    for (Spatial.Sample.Outside outside : Spatial.Sample.Outside.values()) {
      trials.add(
          Trial.of(
              "read at points, " + outside,
              in -> Resampling.gridSample(in.get(0), in.get(1).multiply(0.7), outside, false),
              dims(2, 8, 40, 40),
              dims(2, 30, 41, 2)));
    }
  }

  private static void products(List<Trial> trials) {
    trials.add(
        Trial.of("product", in -> in.get(0).matMul(in.get(1)), dims(200, 151), dims(151, 171)));
    trials.add(
        Trial.of(
            "products",
            in -> in.get(0).matMul(in.get(1), false, true),
            dims(12, 70, 33),
            dims(12, 65, 33)));
    trials.add(
        Trial.of(
            "linear",
            in -> in.get(0).linear(in.get(1), in.get(2)),
            dims(300, 129),
            dims(130, 129),
            dims(130)));
    for (boolean channelsFirst : new boolean[] {false, true}) {
      int[] shape = channelsFirst ? dims(2, 64, 130) : dims(2, 130, 64);
      Product.Attention how = new Product.Attention(4, 0.25, !channelsFirst, channelsFirst);
      trials.add(
          Trial.of(
              "" + how, in -> in.get(0).attention(how, in.get(1), in.get(2)), shape, shape, shape));
    }
  }

  private static void moves(List<Trial> trials) {
    trials.add(
        Trial.of(
            "concat",
            in -> Tensor.concat(1, in.get(0), in.get(1)),
            dims(4, 5, 80, 80),
            dims(4, 3, 80, 80)));
    trials.add(of("slice", x -> x.slice(1, 2, 5), 4, 6, 90, 90));
    trials.add(of("permute", x -> x.permute(0, 2, 3, 1), 8, 16, 30, 30));
    trials.add(of("rows picked", x -> x.embedding(numbers(300, 5000).toArray()), 300, 20));
    Indices indices = Indices.of(numbers(40, 50 * 40 * 20).toArray(), Shape.of(50, 40, 20));
    trials.add(of("gather", x -> x.gather(1, indices), 50, 40, 20));
    trials.add(
        Trial.of(
            "scatter",
            in -> in.get(0).scatterAdd(1, indices, in.get(1)),
            dims(50, 40, 20),
            dims(50, 40, 20)));
  }

  private static Trial of(String name, UnaryOperator<Tensor> function, int... lengths) {
    return Trial.of("large " + name, in -> function.apply(in.get(0)), lengths);
  }

  private static Trial convolution(Spatial.Convolution how, int[] x, int[] weights) {
    OpCase c = OpCase.of(how, x, weights, dims(weights[0]));
    return Trial.of(c);
  }

  private static Indices numbers(int bound, int count) {
    RandomStream stream = RandomStream.of(OpCase.SEED, "numbers", count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = stream.nextInt(bound);
    }
    return Indices.of(numbers);
  }
}
