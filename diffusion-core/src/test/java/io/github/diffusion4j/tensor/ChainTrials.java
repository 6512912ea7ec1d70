package io.github.diffusion4j.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Each operation behind a convolution of sixteen channels to thirty-two, or of clips. */
final class ChainTrials {
  private static final Spatial.Sample.Outside BORDER = Spatial.Sample.Outside.BORDER;

  private ChainTrials() {}

  /** What comes behind a convolution: a function of its result and of all inputs. */
  private interface End extends BiFunction<Tensor, Inputs, Tensor> {}

  private record Inputs(
      Tensor images, Tensor weights, Tensor bias, Tensor scale, Tensor shared, Tensor large) {}

  static List<Trial> ofPictures() {
    List<Trial> trials = new ArrayList<>();
    norms(trials);
    elements(trials);
    moves(trials);
    reductions(trials);
    places(trials);
    products(trials);
    return trials;
  }

  private static void norms(List<Trial> trials) {
    add(
        trials,
        "norm, twice the size",
        (h, in) ->
            h.groupNorm(8, in.scale, in.scale, 1e-5, true).upsampleNearest().subtract(in.large));
    add(
        trials,
        "norm of single channels, pool",
        (h, in) -> h.groupNorm(32, in.shared, in.shared, 1e-5, false).averagePool());
    // 24 channels a group: no multiple of a block.
    add(
        trials,
        "norm of what was joined",
        (h, in) -> {
          Tensor ones = h.engine().full(1, Shape.of(48), h.type());
          return Tensor.concat(1, h, in.images).groupNorm(2, ones, ones, 1e-5, true);
        });
    add(
        trials,
        "layer norm over channels",
        (h, in) -> h.permute(0, 2, 3, 1).layerNorm(in.shared, in.bias, 1e-5).permute(0, 3, 1, 2));
    add(
        trials,
        "root mean square over columns",
        (h, in) -> h.rmsNorm(in.shared.slice(0, 0, 6), 1e-5));
    add(trials, "softmax over columns", (h, in) -> h.softmax());
    add(trials, "softmax over channels", (h, in) -> h.permute(0, 2, 3, 1).softmax());
  }

  private static void elements(List<Trial> trials) {
    add(
        trials,
        "arithmetic of like ones",
        (h, in) -> h.add(h.square()).subtract(h.dropout(0.3, 5)).divide(h.exp()));
    add(
        trials,
        "broadcasts",
        (h, in) -> h.multiply(in.scale.reshape(3, 32, 1, 1)).add(in.bias.reshape(32, 1, 1)));
    add(
        trials,
        "broadcasts over columns",
        (h, in) -> h.maximum(in.shared.slice(0, 0, 6)).minimum(h.slice(2, 0, 1)));
    add(trials, "functions", (h, in) -> h.clamp(-0.2, 0.3).silu().tanh().sigmoid());
    add(trials, "more functions", (h, in) -> h.gelu().erf().softplus().sin().relu().abs());
    add(trials, "powers", (h, in) -> h.power(3).add(h.square().add(1).power(-0.5)).detach().add(h));
    add(
        trials,
        "choices",
        (h, in) ->
            h.compare(Elementwise.Compare.Kind.GREATER, 0.1)
                .where(h, in.shared.reshape(32, 1, 1))
                .add(h.compare(Elementwise.Compare.Kind.LESS, in.scale.reshape(3, 32, 1, 1))));
  }

  private static void moves(List<Trial> trials) {
    add(trials, "rows joined and cut", (h, in) -> Tensor.concat(2, h, h).slice(2, 3, 8));
    add(
        trials,
        "samples joined, channels cut",
        (h, in) -> Tensor.concat(0, h.slice(0, 1, 3), h).slice(1, 16, 32));
    add(
        trials,
        "channels cut off the block",
        (h, in) -> h.slice(1, 3, 12).sum(1, 2).add(h.slice(1, 8, 24).sum()));
    add(
        trials,
        "channels added to others",
        (h, in) -> h.affine(2, 1).slice(1, 0, 16).add(in.images));
    add(
        trials,
        "channels joined with few",
        (h, in) -> Tensor.concat(1, h, in.images.slice(1, 0, 3), h));
    add(
        trials,
        "reshaped there and back",
        (h, in) -> h.reshape(3, 4, 8, 36).permute(0, 2, 1, 3).reshape(3, 32, 6, 6).add(h));
    add(trials, "samples picked", (h, in) -> h.indexSelect(0, 2, 0, 2, 2));
    add(trials, "channels picked", (h, in) -> h.indexSelect(1, 31, 0, 5, 5, 16));
    add(
        trials,
        "gathered and scattered",
        (h, in) -> {
          int[] numbers = new int[3 * 2 * 36];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i * 7 % 32;
          }
          Indices indices = Indices.of(numbers, Shape.of(3, 2, 6, 6));
          return h.scatterAdd(1, indices, h.gather(1, indices).square());
        });
  }

  private static void reductions(List<Trial> trials) {
    add(trials, "largest of channels", (h, in) -> h.max(1).add(h.max(2, 3)));
    add(trials, "log of sums over channels", (h, in) -> h.logSumExp(1).add(h.logSumExp(0, 3)));
    add(trials, "sums over channels and samples", (h, in) -> h.sum(1).add(h.sum(0, 1)));
    add(trials, "variance over places", (h, in) -> h.variance(2, 3));
    add(trials, "running sums", (h, in) -> h.cumulativeSum(1).add(h.cumulativeSum(3)));
  }

  private static void places(List<Trial> trials) {
    List<Integer> two = List.of(2, 2);
    Spatial.Pool.Kind max = Spatial.Pool.Kind.MAX;
    add(
        trials,
        "largest of windows",
        (h, in) -> h.pool(new Spatial.Pool(max, List.of(3, 3), two, List.of(1, 1))));
    add(
        trials,
        "averages of windows that overlap",
        (h, in) ->
            h.pool(
                new Spatial.Pool(
                    Spatial.Pool.Kind.AVERAGE, List.of(3, 2), List.of(1, 1), List.of(1, 0))));
    add(trials, "another size", (h, in) -> Resampling.antialiased(h, Windows.Filter.BICUBIC, 4, 9));
    add(
        trials,
        "blurred over channels and samples",
        (h, in) ->
            h.resample(1, Windows.bilinear(32, 5, true))
                .resample(0, Windows.bilinear(3, 2, false)));
    add(
        trials,
        "read at points",
        (h, in) -> {
          Tensor grid = in.large.reshape(-1).slice(0, 0, 3 * 2 * 4 * 2).reshape(3, 2, 4, 2);
          return Resampling.gridSample(h, grid.tanh(), BORDER, false);
        });
    add(
        trials,
        "mirrored and padded",
        (h, in) ->
            Resampling.pad(
                Resampling.padReflect(h, new int[] {2, 1}, new int[] {0, 3}),
                0.5,
                new int[] {1, 0},
                new int[] {0, 1}));
  }

  private static void products(List<Trial> trials) {
    add(
        trials,
        "second convolution",
        (h, in) -> h.slice(1, 0, 16).conv2d(in.weights.multiply(0.1), in.bias, 2, 1));
    add(
        trials,
        "convolution of few channels",
        (h, in) -> h.slice(1, 5, 8).conv2d(in.weights.slice(1, 0, 3), in.bias, 1, 1));
    add(
        trials,
        "depthwise, then pointwise",
        (h, in) -> {
          List<Integer> one = List.of(1, 1);
          Tensor deep =
              h.convolve(
                  new Spatial.Convolution(one, one, one, 32), in.weights.slice(1, 0, 1), in.bias);
          Tensor narrow = in.weights.slice(2, 0, 1).slice(3, 0, 1).permute(1, 0, 2, 3);
          return deep.conv2d(narrow, in.bias.slice(0, 0, 16), 1, 0);
        });
    add(
        trials,
        "convolution in groups",
        (h, in) -> {
          List<Integer> one = List.of(1, 1);
          return h.convolve(new Spatial.Convolution(one, one, one, 2), in.weights, in.bias).silu();
        });
    add(
        trials,
        "products of what was reshaped",
        (h, in) -> h.reshape(3, 32, 36).matMul(h.reshape(3, 32, 36), true, false));
    add(
        trials,
        "linear in columns",
        (h, in) ->
            h.linear(in.large.reshape(-1).slice(0, 0, 30).reshape(5, 6), in.bias.slice(0, 0, 5)));
    add(
        trials,
        "attention of places",
        (h, in) -> {
          Tensor flat = h.reshape(3, 32, 36);
          return flat.attention(new Product.Attention(4, 0.35, false, true), flat, flat)
              .reshape(3, 32, 6, 6)
              .add(h);
        });
  }

  private static void add(List<Trial> trials, String name, End end) {
    trials.add(
        Trial.of(
            name,
            x -> {
              Inputs in = new Inputs(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5));
              return end.apply(in.images.conv2d(in.weights, in.bias, 1, 1).multiply(0.1), in);
            },
            new int[] {3, 16, 6, 6},
            new int[] {32, 16, 3, 3},
            new int[] {32},
            new int[] {3, 32},
            new int[] {32},
            new int[] {3, 32, 12, 12}));
  }

  static List<Trial> ofClips() {
    List<Trial> trials = new ArrayList<>();
    clip(
        trials,
        "clip: norm, functions",
        (h, in) -> h.groupNorm(4, in.bias, in.bias, 1e-5, true).gelu().add(in.images));
    clip(
        trials,
        "clip: pools",
        (h, in) -> {
          List<Integer> window = List.of(1, 2, 2);
          List<Integer> none = List.of(0, 0, 0);
          return h.pool(new Spatial.Pool(Spatial.Pool.Kind.MAX, window, window, none))
              .add(h.pool(new Spatial.Pool(Spatial.Pool.Kind.AVERAGE, window, window, none)));
        });
    clip(
        trials,
        "clip: cut, joined, twice the size",
        (h, in) -> Tensor.concat(2, h.slice(2, 1, 3), h).upsampleNearest().slice(1, 0, 5));
    clip(
        trials,
        "clip: pictures of it",
        (h, in) ->
            h.permute(0, 2, 1, 3, 4)
                .reshape(6, 16, 4, 4)
                .conv2d(in.weights.slice(2, 1, 2).reshape(16, 16, 3, 3), in.bias, 1, 1));
    clip(trials, "clip: longer", (h, in) -> Resampling.bilinear(h, false, 5, 4, 4));
    clip(
        trials,
        "clip: second convolution",
        (h, in) -> {
          List<Integer> one = List.of(1, 1, 1);
          Spatial.Convolution how = new Spatial.Convolution(List.of(1, 2, 2), one, one, 1);
          return h.convolve(how, in.weights.multiply(0.1), in.bias);
        });
    return trials;
  }

  private static void clip(List<Trial> trials, String name, End end) {
    List<Integer> one = List.of(1, 1, 1);
    trials.add(
        Trial.of(
            name,
            x -> {
              Inputs in = new Inputs(x.get(0), x.get(1), x.get(2), null, null, null);
              Spatial.Convolution how = new Spatial.Convolution(one, one, one, 1);
              return end.apply(in.images.convolve(how, in.weights, in.bias).multiply(0.1), in);
            },
            new int[] {2, 16, 3, 4, 4},
            new int[] {16, 16, 3, 3, 3},
            new int[] {16}));
  }
}
