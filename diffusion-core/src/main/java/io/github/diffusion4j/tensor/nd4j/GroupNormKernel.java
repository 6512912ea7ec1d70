package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * Group normalisation, scale, shift and SiLU in one pass over the data, forwards and backwards.
 *
 * <p>ND4J needs a dozen passes for the same (means, variances, broadcasts, sigmoid), each as long
 * as a whole convolution's bias. Here a group of one image is copied to the heap, where it stays in
 * the cache until it is done.
 */
final class GroupNormKernel implements Kernel<Op.GroupNorm> {
  private final Slabs slabs;

  GroupNormKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Mean and reciprocal standard deviation of each group of each image. */
  private record Moments(float[] mean, float[] reciprocal) {}

  /** The sizes that both passes work with. */
  private record Layout(int images, int channels, int groups, int channelsPerGroup, int area) {
    static Layout of(Call<Op.GroupNorm> call) {
      Shape x = call.shape;
      int area = x.size() / (x.dim(0) * x.dim(1));
      int groups = call.op.groups();
      return new Layout(x.dim(0), x.dim(1), groups, x.dim(1) / groups, area);
    }

    int slab() {
      return channelsPerGroup * area;
    }

    int pieces() {
      return images * groups;
    }

    /** Where scale and shift of a piece's first channel are. */
    int affine(Value parameter, int piece) {
      int channel = piece % groups * channelsPerGroup;
      return parameter.shape.rank() == 1 ? channel : piece / groups * channels + channel;
    }
  }

  @Override
  public Value forward(Call<Op.GroupNorm> call) {
    Layout layout = Layout.of(call);
    Value result = call.allocate(call.shape);
    Moments moments = new Moments(new float[layout.pieces()], new float[layout.pieces()]);
    call.saved = moments;
    FloatBuffer x = call.input().floats();
    slabs.each(
        layout.pieces(),
        call.shape.size(),
        (from, to) -> {
          float[] slab = new float[layout.slab()];
          float[] scratch = Sums.scratch(slab.length);
          for (int piece = from; piece < to; piece++) {
            x.get(piece * slab.length, slab);
            measure(slab, scratch, call.op.epsilon(), moments, piece);
            normalise(slab, call, layout, moments, piece);
            if (call.op.silu()) {
              Silu.apply(slab, 0, slab.length);
            }
            result.floats().put(piece * slab.length, slab);
          }
        });
    return result;
  }

  private static void measure(
      float[] slab, float[] scratch, double epsilon, Moments moments, int piece) {
    float mean = Sums.of(slab, 0, slab.length, scratch) / slab.length;
    double variance =
        (double) Sums.ofSquaredDifferences(slab, slab.length, mean, scratch) / slab.length;
    moments.mean[piece] = mean;
    moments.reciprocal[piece] = (float) (1 / Math.sqrt(variance + epsilon));
  }

  private static void normalise(
      float[] slab, Call<Op.GroupNorm> call, Layout layout, Moments moments, int piece) {
    int affine = layout.affine(call.inputs[1], piece);
    int affineShift = layout.affine(call.inputs[2], piece);
    for (int c = 0; c < layout.channelsPerGroup; c++) {
      float scale = moments.reciprocal[piece] * call.inputs[1].floats().get(affine + c);
      float shift = call.inputs[2].floats().get(affineShift + c) - moments.mean[piece] * scale;
      int end = (c + 1) * layout.area;
      for (int i = c * layout.area; i < end; i++) {
        slab[i] = slab[i] * scale + shift;
      }
    }
  }

  @Override
  public Value[] backward(Call<Op.GroupNorm> call, Value gradient) {
    Layout layout = Layout.of(call);
    Value result = call.allocate(call.shape);
    // Of every image and channel; summed over images below where scale and shift are shared.
    float[] scaleGradient = new float[layout.images * layout.channels];
    float[] shiftGradient = new float[layout.images * layout.channels];
    slabs.each(
        layout.pieces(),
        3L * call.shape.size(),
        (from, to) -> {
          float[] x = new float[layout.slab()];
          float[] g = new float[layout.slab()];
          float[] scratch = Sums.scratch(layout.area);
          float[] z = call.op.silu() ? new float[layout.slab()] : null;
          for (int piece = from; piece < to; piece++) {
            call.input().floats().get(piece * x.length, x);
            gradient.floats().get(piece * x.length, g);
            if (z != null) {
              System.arraycopy(x, 0, z, 0, x.length);
              normalise(z, call, layout, (Moments) call.saved, piece);
              Silu.multiplyBySlope(z, g, 0, g.length);
            }
            backward(x, g, scratch, call, layout, piece, scaleGradient, shiftGradient);
            result.floats().put(piece * x.length, x);
          }
        });
    return new Value[] {
      result,
      parameterGradient(call, 1, layout, scaleGradient),
      parameterGradient(call, 2, layout, shiftGradient)
    };
  }

  /**
   * Turns x into its gradient: with h = (x - mean) * r and u = gradient * scale, {@code r * (u -
   * mean(u) - h * mean(u * h))}.
   */
  private static void backward(
      float[] x,
      float[] g,
      float[] scratch,
      Call<Op.GroupNorm> call,
      Layout layout,
      int piece,
      float[] scaleGradient,
      float[] shiftGradient) {
    Moments moments = (Moments) call.saved;
    float mean = moments.mean[piece];
    float r = moments.reciprocal[piece];
    FloatBuffer scales = call.inputs[1].floats();
    int affine = layout.affine(call.inputs[1], piece);
    int first =
        piece / layout.groups * layout.channels + piece % layout.groups * layout.channelsPerGroup;
    double sumU = 0;
    double sumUh = 0;
    for (int c = 0; c < layout.channelsPerGroup; c++) {
      int begin = c * layout.area;
      int end = begin + layout.area;
      for (int i = begin; i < end; i++) {
        x[i] = (x[i] - mean) * r;
      }
      double shift = Sums.of(g, begin, layout.area, scratch);
      double scale = Sums.ofProducts(g, x, begin, layout.area, scratch);
      scaleGradient[first + c] = (float) scale;
      shiftGradient[first + c] = (float) shift;
      sumU += shift * scales.get(affine + c);
      sumUh += scale * scales.get(affine + c);
    }
    float meanU = (float) (sumU / x.length) * r;
    float meanUh = (float) (sumUh / x.length) * r;
    for (int c = 0; c < layout.channelsPerGroup; c++) {
      float scale = r * scales.get(affine + c);
      int end = (c + 1) * layout.area;
      for (int i = c * layout.area; i < end; i++) {
        x[i] = g[i] * scale - meanU - x[i] * meanUh;
      }
    }
  }

  private static Value parameterGradient(
      Call<Op.GroupNorm> call, int input, Layout layout, float[] perImage) {
    if (!call.wanted[input]) {
      return null;
    }
    Value result = call.allocate(call.inputs[input].shape);
    if (call.inputs[input].shape.rank() == 2) {
      result.floats().put(0, perImage);
      return result;
    }
    float[] total = new float[layout.channels];
    for (int i = 0; i < perImage.length; i++) {
      total[i % layout.channels] += perImage[i];
    }
    result.floats().put(0, total);
    return result;
  }
}
