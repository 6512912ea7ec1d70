package io.github.diffusion4j.tensor;

import java.util.Arrays;

/** Operations that make one number of many, by definition. */
final class ReferenceReduction {
  private ReferenceReduction() {}

  static void run(Reduction op, ReferenceArray x, ReferenceArray out) {
    if (op instanceof Reduction.Sum) {
      for (int i = 0; i < x.size(); i++) {
        out.data()[target(op, x, out, i)] += x.data()[i];
      }
    } else if (op instanceof Reduction.Max) {
      out.map(max(op, x, out), v -> v);
    } else if (op instanceof Reduction.LogSumExp) {
      logSumExp(op, x, out);
    } else if (op instanceof Reduction.CumulativeSum sum) {
      out.fill(at -> sumUpTo(x, at, x.shape().axis(sum.dimension())));
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static ReferenceArray max(Reduction op, ReferenceArray x, ReferenceArray out) {
    ReferenceArray largest = ReferenceArray.zeros(out.shape().toArray());
    Arrays.fill(largest.data(), Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.size(); i++) {
      int to = target(op, x, out, i);
      largest.data()[to] = Math.max(largest.data()[to], x.data()[i]);
    }
    return largest;
  }

  private static void logSumExp(Reduction op, ReferenceArray x, ReferenceArray out) {
    ReferenceArray largest = max(op, x, out);
    for (int i = 0; i < x.size(); i++) {
      int to = target(op, x, out, i);
      out.data()[to] += Math.exp(x.data()[i] - largest.data()[to]);
    }
    out.fill(
        at -> {
          double most = largest.at(at);
          return Double.isInfinite(most) ? most : most + Math.log(out.at(at));
        });
  }

  private static double sumUpTo(ReferenceArray x, int[] at, int dimension) {
    double sum = 0;
    for (int i = 0; i <= at[dimension]; i++) {
      sum += x.at(ReferenceArray.with(at, dimension, i));
    }
    return sum;
  }

  /** Returns which element of the result the i-th of the input counts in. */
  private static int target(Reduction op, ReferenceArray x, ReferenceArray out, int i) {
    int[] place = x.place(i);
    op.dimensions().forEach(dimension -> place[x.shape().axis(dimension)] = 0);
    return out.index(place);
  }
}
