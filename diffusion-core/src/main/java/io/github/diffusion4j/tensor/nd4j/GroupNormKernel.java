package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Normalising;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;

/**
 * Group normalisation, scale, shift and SiLU in one pass over the data, forwards and backwards, in
 * either layout.
 *
 * <p>ND4J needs a dozen passes for the same (means, variances, broadcasts, sigmoid), each as long
 * as a whole convolution's bias. Here a few groups of one image are copied to the heap, where they
 * stay in the cache until they are done.
 */
final class GroupNormKernel implements Kernel<Normalising.GroupNorm> {
  private final Slabs slabs;

  GroupNormKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Mean and reciprocal standard deviation of each group of each image. */
  private record Moments(float[] mean, float[] reciprocal) {}

  /**
   * The sizes that both passes work with.
   *
   * @param pieceChannels of the smallest run of memory that holds whole groups
   */
  private record Sizes(
      int images, int channels, int channelsPerGroup, int area, int lanes, int pieceChannels) {
    static Sizes of(Call<Normalising.GroupNorm> call) {
      Shape x = call.shape;
      int area = x.size() / (x.dim(0) * x.dim(1));
      int channelsPerGroup = x.dim(1) / call.op.groups();
      int lanes = call.input().layout.lanes;
      int pieceChannels = channelsPerGroup;
      while (pieceChannels % lanes != 0) {
        pieceChannels += channelsPerGroup;
      }
      return new Sizes(x.dim(0), x.dim(1), channelsPerGroup, area, lanes, pieceChannels);
    }

    int pieces() {
      return images * channels / pieceChannels;
    }

    /** Blocks of channels in a piece. */
    int blocks() {
      return pieceChannels / lanes;
    }

    /** Where a block of a piece starts. */
    int start(int piece, int block) {
      return (piece * pieceChannels + block * lanes) * area;
    }

    /** A piece's first channel, counted through all images. */
    int firstChannel(int piece) {
      return piece * pieceChannels;
    }

    /** The group of a channel, both counted through all images. */
    int group(int channel) {
      return channel / channelsPerGroup;
    }

    /**
     * Where the scale or shift of a channel is: one for each channel, or for each of each image.
     */
    int affine(Value parameter, int channel) {
      return parameter.shape.rank() == 1 ? channel % channels : channel;
    }
  }

  @Override
  public Layout takes(Call<Normalising.GroupNorm> call, int input) {
    return input == 0 ? call.input().layout : Layout.PLAIN;
  }

  @Override
  public Value forward(Call<Normalising.GroupNorm> call) {
    Sizes sizes = Sizes.of(call);
    Value result = call.allocate(call.shape, call.input().layout);
    int groups = sizes.group(sizes.images * sizes.channels);
    Moments moments = new Moments(new float[groups], new float[groups]);
    call.saved = moments;
    float[] scale = call.inputs[1].toFloats();
    float[] shift = call.inputs[2].toFloats();
    slabs.each(
        sizes.pieces(),
        call.shape.size(),
        (from, to) -> {
          LaneLoops loops = new LaneLoops(sizes.lanes, sizes.area);
          float[][][] x = room(loops, sizes);
          for (int piece = from; piece < to; piece++) {
            for (int block = 0; block < x.length; block++) {
              loops.read(call.input().floats(), sizes.start(piece, block), x[block]);
            }
            measure(x, loops, call.op.epsilon(), sizes, moments, piece);
            for (int block = 0; block < x.length; block++) {
              for (int lane = 0; lane < sizes.lanes; lane++) {
                int channel = sizes.firstChannel(piece) + block * sizes.lanes + lane;
                int group = sizes.group(channel);
                float factor =
                    moments.reciprocal[group] * scale[sizes.affine(call.inputs[1], channel)];
                loops.factor[lane] = factor;
                loops.offset[lane] =
                    shift[sizes.affine(call.inputs[2], channel)] - moments.mean[group] * factor;
              }
              loops.scaleAndShift(x[block], call.op.silu());
              loops.write(x[block], result.floats(), sizes.start(piece, block));
            }
          }
        });
    return result;
  }

  private static float[][][] room(LaneLoops loops, Sizes sizes) {
    float[][][] blocks = new float[sizes.blocks()][][];
    Arrays.setAll(blocks, i -> loops.block());
    return blocks;
  }

  private static void measure(
      float[][][] x, LaneLoops loops, double epsilon, Sizes sizes, Moments moments, int piece) {
    int firstGroup = sizes.group(sizes.firstChannel(piece));
    double[] sums = new double[sizes.group(sizes.pieceChannels)];
    double count = (double) sizes.channelsPerGroup * sizes.area;
    for (int block = 0; block < x.length; block++) {
      loops.sum(x[block]);
      for (int lane = 0; lane < sizes.lanes; lane++) {
        sums[sizes.group(block * sizes.lanes + lane)] += loops.total[lane];
      }
    }
    for (int group = 0; group < sums.length; group++) {
      moments.mean[firstGroup + group] = (float) (sums[group] / count);
      sums[group] = 0;
    }
    for (int block = 0; block < x.length; block++) {
      for (int lane = 0; lane < sizes.lanes; lane++) {
        loops.offset[lane] = moments.mean[firstGroup + sizes.group(block * sizes.lanes + lane)];
      }
      loops.sumSquaredDifferences(x[block]);
      for (int lane = 0; lane < sizes.lanes; lane++) {
        sums[sizes.group(block * sizes.lanes + lane)] += loops.total[lane];
      }
    }
    for (int group = 0; group < sums.length; group++) {
      moments.reciprocal[firstGroup + group] =
          (float) (1 / Math.sqrt(sums[group] / count + epsilon));
    }
  }

  /**
   * With h = (x - mean) * r and u = gradient * scale, the gradient of x is {@code r * (u - mean(u)
   * - h * mean(u * h))}.
   */
  @Override
  public Value[] backward(Call<Normalising.GroupNorm> call, Value gradient) {
    Sizes sizes = Sizes.of(call);
    Moments moments = (Moments) call.saved;
    Value result = call.allocate(call.shape, call.input().layout);
    float[] scale = call.inputs[1].toFloats();
    float[] shift = call.inputs[2].toFloats();
    // Of every image and channel; summed over images below where scale and shift are shared.
    float[] scaleGradient = new float[sizes.images * sizes.channels];
    float[] shiftGradient = new float[sizes.images * sizes.channels];
    slabs.each(
        sizes.pieces(),
        3L * call.shape.size(),
        (from, to) -> {
          LaneLoops loops = new LaneLoops(sizes.lanes, sizes.area);
          float[][][] x = room(loops, sizes);
          float[][][] g = room(loops, sizes);
          for (int piece = from; piece < to; piece++) {
            for (int block = 0; block < x.length; block++) {
              int first = sizes.firstChannel(piece) + block * sizes.lanes;
              loops.read(call.input().floats(), sizes.start(piece, block), x[block]);
              loops.read(gradient.floats(), sizes.start(piece, block), g[block]);
              for (int lane = 0; lane < sizes.lanes; lane++) {
                int group = sizes.group(first + lane);
                loops.factor[lane] = moments.reciprocal[group];
                loops.offset[lane] = -moments.mean[group] * moments.reciprocal[group];
              }
              loops.scaleAndShift(x[block], false);
              if (call.op.silu()) {
                for (int lane = 0; lane < sizes.lanes; lane++) {
                  loops.factor[lane] = scale[sizes.affine(call.inputs[1], first + lane)];
                  loops.offset[lane] = shift[sizes.affine(call.inputs[2], first + lane)];
                }
                loops.multiplyBySiluSlope(x[block], g[block]);
              }
              loops.sum(g[block]);
              System.arraycopy(loops.total, 0, shiftGradient, first, sizes.lanes);
              loops.sumProducts(g[block], x[block]);
              System.arraycopy(loops.total, 0, scaleGradient, first, sizes.lanes);
            }
            toInputGradient(x, g, loops, call, sizes, piece, scale, scaleGradient, shiftGradient);
            for (int block = 0; block < x.length; block++) {
              loops.write(x[block], result.floats(), sizes.start(piece, block));
            }
          }
        });
    return new Value[] {
      result,
      parameterGradient(call, 1, sizes, scaleGradient),
      parameterGradient(call, 2, sizes, shiftGradient)
    };
  }

  /** Turns normalised x into its gradient, from what the sums over its groups say. */
  private static void toInputGradient(
      float[][][] x,
      float[][][] g,
      LaneLoops loops,
      Call<Normalising.GroupNorm> call,
      Sizes sizes,
      int piece,
      float[] scale,
      float[] scaleGradient,
      float[] shiftGradient) {
    int firstChannel = sizes.firstChannel(piece);
    double[] sumU = new double[sizes.group(sizes.pieceChannels)];
    double[] sumUh = new double[sumU.length];
    for (int c = 0; c < sizes.pieceChannels; c++) {
      float factor = scale[sizes.affine(call.inputs[1], firstChannel + c)];
      sumU[sizes.group(c)] += (double) shiftGradient[firstChannel + c] * factor;
      sumUh[sizes.group(c)] += (double) scaleGradient[firstChannel + c] * factor;
    }
    double count = (double) sizes.channelsPerGroup * sizes.area;
    for (int block = 0; block < x.length; block++) {
      for (int lane = 0; lane < sizes.lanes; lane++) {
        int channel = firstChannel + block * sizes.lanes + lane;
        int group = sizes.group(block * sizes.lanes + lane);
        float r = ((Moments) call.saved).reciprocal[sizes.group(channel)];
        loops.factor[lane] = r * scale[sizes.affine(call.inputs[1], channel)];
        loops.offset[lane] = (float) (-sumU[group] / count * r);
        loops.slope[lane] = (float) (-sumUh[group] / count * r);
      }
      loops.combine(x[block], g[block]);
    }
  }

  private static Value parameterGradient(
      Call<Normalising.GroupNorm> call, int input, Sizes sizes, float[] perImage) {
    if (!call.wanted[input]) {
      return null;
    }
    Value result = call.allocate(call.inputs[input].shape);
    if (call.inputs[input].shape.rank() == 2) {
      result.floats().put(0, perImage);
      return result;
    }
    float[] total = new float[sizes.channels];
    for (int i = 0; i < perImage.length; i++) {
      total[i % sizes.channels] += perImage[i];
    }
    result.floats().put(0, total);
    return result;
  }
}
