package io.github.diffusion4j.tensor;

import java.util.Arrays;

/** Operations that are matrix products at heart, by definition. */
final class ReferenceProduct {
  private ReferenceProduct() {}

  static void run(Product op, ReferenceArray[] in, ReferenceArray out) {
    if (op instanceof Product.MatMul matMul) {
      matMul(matMul, in[0], in[1], out);
    } else if (op instanceof Product.Linear) {
      linear(in[0], in[1], in[2], out);
    } else if (op instanceof Product.Attention attention) {
      out.fill(at -> attention(attention, in, at));
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static void matMul(
      Product.MatMul op, ReferenceArray a, ReferenceArray b, ReferenceArray out) {
    int inner = a.dim(op.transposeA() ? -2 : -1);
    out.fill(
        at -> {
          int row = at[at.length - 2];
          int column = at[at.length - 1];
          int[] inA = at.clone();
          int[] inB = Arrays.copyOfRange(at, at.length - b.shape().rank(), at.length);
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            setMatrix(inA, op.transposeA() ? k : row, op.transposeA() ? row : k);
            setMatrix(inB, op.transposeB() ? column : k, op.transposeB() ? k : column);
            sum += a.at(inA) * b.at(inB);
          }
          return sum;
        });
  }

  private static void setMatrix(int[] place, int row, int column) {
    place[place.length - 2] = row;
    place[place.length - 1] = column;
  }

  private static void linear(
      ReferenceArray x, ReferenceArray weights, ReferenceArray bias, ReferenceArray out) {
    out.fill(
        at -> {
          int o = at[at.length - 1];
          double sum = bias.at(o);
          for (int k = 0; k < weights.dim(1); k++) {
            sum += x.at(ReferenceArray.with(at, -1, k)) * weights.at(o, k);
          }
          return sum;
        });
  }

  private static double attention(Product.Attention op, ReferenceArray[] in, int[] at) {
    ReferenceArray values = in[2];
    int n = at[0];
    int query = at[op.channelsFirst() ? 2 : 1];
    int channel = at[op.channelsFirst() ? 1 : 2];
    int head = channel / (values.dim(op.channelsFirst() ? 1 : 2) / op.heads());
    double[] scores = scores(op, in, n, head, query);
    double largest = Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY);
    if (largest == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    double sum = 0;
    double weights = 0;
    for (int key = 0; key < scores.length; key++) {
      double weight = Math.exp(scores[key] - largest);
      weights += weight;
      sum += weight * read(op, values, n, key, channel);
    }
    return sum / weights;
  }

  private static double[] scores(
      Product.Attention op, ReferenceArray[] in, int n, int head, int query) {
    int length = op.channelsFirst() ? 2 : 1;
    int queries = in[0].dim(length);
    int keys = in[1].dim(length);
    int channels = in[0].dim(3 - length) / op.heads();
    double[] scores = new double[keys];
    for (int key = 0; key < keys; key++) {
      double product = 0;
      for (int c = head * channels; c < (head + 1) * channels; c++) {
        product += read(op, in[0], n, query, c) * read(op, in[1], n, key, c);
      }
      double bias = in.length > 3 ? in[3].broadcast(n, head, query, key) : 0;
      boolean hidden = op.causal() && key > query + keys - queries;
      scores[key] = hidden ? Double.NEGATIVE_INFINITY : op.scale() * product + bias;
    }
    return scores;
  }

  private static double read(Product.Attention op, ReferenceArray x, int n, int place, int c) {
    return op.channelsFirst() ? x.at(n, c, place) : x.at(n, place, c);
  }
}
