package io.github.diffusion4j.tensor;

/** Operations that bring elements to a common scale, by definition. */
final class ReferenceNormalising {
  private ReferenceNormalising() {}

  static void run(Normalising op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    if (op instanceof Normalising.Softmax) {
      for (int start = 0; start < x.size(); start += x.dim(-1)) {
        softmax(x.data(), start, start + x.dim(-1), out.data());
      }
    } else if (op instanceof Normalising.GroupNorm norm) {
      groupNorm(norm, in, out);
    } else if (op instanceof Normalising.LayerNorm norm) {
      int length = x.dim(-1);
      for (int i = 0; i < x.size(); i++) {
        int start = i / length * length;
        double mean = mean(x.data(), start, start + length);
        double variance = meanSquare(x.data(), start, start + length, mean);
        double y = (x.data()[i] - mean) / Math.sqrt(variance + norm.epsilon());
        out.data()[i] = in[1].at(i - start) * y + in[2].at(i - start);
      }
    } else if (op instanceof Normalising.RmsNorm norm) {
      int length = x.dim(-1);
      for (int i = 0; i < x.size(); i++) {
        int start = i / length * length;
        double square = meanSquare(x.data(), start, start + length, 0);
        out.data()[i] = in[1].at(i - start) * x.data()[i] / Math.sqrt(square + norm.epsilon());
      }
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static void softmax(double[] x, int from, int to, double[] result) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      result[i] = Math.exp(x[i] - largest);
      sum += result[i];
    }
    for (int i = from; i < to; i++) {
      result[i] /= sum;
    }
  }

  private static void groupNorm(Normalising.GroupNorm op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    int channels = x.dim(1);
    int pixels = x.size() / (x.dim(0) * channels);
    int group = channels / op.groups() * pixels;
    for (int start = 0; start < x.size(); start += group) {
      double mean = mean(x.data(), start, start + group);
      double variance = meanSquare(x.data(), start, start + group, mean);
      for (int i = start; i < start + group; i++) {
        // [N, C] or [C]: the same index, once all samples share the channels.
        int channel = i / pixels % in[1].size();
        int shifted = i / pixels % in[2].size();
        double y = (x.data()[i] - mean) / Math.sqrt(variance + op.epsilon());
        y = in[1].data()[channel] * y + in[2].data()[shifted];
        out.data()[i] = op.silu() ? y * ReferenceElementwise.sigmoid(y) : y;
      }
    }
  }

  private static double mean(double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += x[i];
    }
    return sum / (to - from);
  }

  private static double meanSquare(double[] x, int from, int to, double centre) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (x[i] - centre) * (x[i] - centre);
    }
    return sum / (to - from);
  }
}
