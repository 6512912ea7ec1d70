package io.github.diffusion4j.tensor;

import java.util.List;

/** Operations on places of pictures and clips, by definition, in any number of dimensions. */
final class ReferenceSpatial {
  private ReferenceSpatial() {}

  static void run(Spatial op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    if (op instanceof Spatial.Convolution convolution) {
      out.fill(at -> convolve(convolution, in, at));
    } else if (op instanceof Spatial.Pool pool) {
      out.fill(at -> pool(pool, x, at));
    } else if (op instanceof Spatial.UpsampleNearest) {
      int last = x.shape().rank() - 1;
      out.fill(
          at -> {
            int[] half = ReferenceArray.with(at, last, at[last] / 2);
            return x.at(ReferenceArray.with(half, last - 1, at[last - 1] / 2));
          });
    } else if (op instanceof Spatial.Resample resample) {
      out.fill(at -> resample(resample, x, at));
    } else if (op instanceof Spatial.Sample sample) {
      out.fill(
          at -> {
            double column = in[1].at(at[0], at[2], at[3], 0);
            double row = in[1].at(at[0], at[2], at[3], 1);
            return sample(x, sample.images().get(at[0]), at[1], row, column, sample.outside());
          });
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static double convolve(Spatial.Convolution op, ReferenceArray[] in, int[] at) {
    ReferenceArray x = in[0];
    ReferenceArray weights = in[1];
    int o = at[1];
    int group = o / (weights.dim(0) / op.groups());
    int taps = weights.size() / weights.dim(0);
    double sum = in[2].at(o);
    for (int tap = 0; tap < taps; tap++) {
      int[] of = weights.place(o * taps + tap);
      int[] from = at.clone();
      from[1] = group * weights.dim(1) + of[1];
      for (int d = 2; d < at.length; d++) {
        from[d] =
            at[d] * op.stride().get(d - 2)
                - op.padding().get(d - 2)
                + of[d] * op.dilation().get(d - 2);
      }
      sum += x.holds(from) ? weights.at(of) * x.at(from) : 0;
    }
    return sum;
  }

  private static double pool(Spatial.Pool op, ReferenceArray x, int[] at) {
    List<Integer> kernel = op.kernel();
    ReferenceArray window =
        ReferenceArray.zeros(kernel.stream().mapToInt(Integer::intValue).toArray());
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < window.size(); i++) {
      int[] of = window.place(i);
      int[] from = at.clone();
      for (int d = 2; d < at.length; d++) {
        from[d] = at[d] * op.stride().get(d - 2) - op.padding().get(d - 2) + of[d - 2];
      }
      if (x.holds(from)) {
        sum += x.at(from);
        largest = Math.max(largest, x.at(from));
      }
    }
    return op.kind() == Spatial.Pool.Kind.MAX ? largest : sum / window.size();
  }

  private static double resample(Spatial.Resample op, ReferenceArray x, int[] at) {
    int dimension = x.shape().axis(op.dimension());
    int window = at[dimension];
    double[] weights = op.windows().weights(window);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int from = op.windows().first(window) + i;
      sum += weights[i] * x.at(ReferenceArray.with(at, dimension, from));
    }
    return sum;
  }

  private static double sample(
      ReferenceArray x, int n, int c, double row, double column, Spatial.Sample.Outside outside) {
    int lastRow = x.dim(2) - 1;
    int lastColumn = x.dim(3) - 1;
    boolean far = row < -1 || row > lastRow + 1 || column < -1 || column > lastColumn + 1;
    if (outside == Spatial.Sample.Outside.BORDER_THEN_ZERO && far) {
      return 0;
    }
    boolean clamped = outside != Spatial.Sample.Outside.ZERO;
    double y = clamped ? Math.min(Math.max(row, 0), lastRow) : row;
    double left = clamped ? Math.min(Math.max(column, 0), lastColumn) : column;
    // A tent around the point: what each place of the picture weighs in linear interpolation.
    double sum = 0;
    for (int i = 0; i <= lastRow; i++) {
      for (int j = 0; j <= lastColumn; j++) {
        double weight = Math.max(0, 1 - Math.abs(i - y)) * Math.max(0, 1 - Math.abs(j - left));
        sum += weight * x.at(n, c, i, j);
      }
    }
    return sum;
  }
}
