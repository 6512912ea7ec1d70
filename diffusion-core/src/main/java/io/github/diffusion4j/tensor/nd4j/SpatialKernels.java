package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Windows;
import java.util.Arrays;

/** Windows along one dimension or several, computed in doubles. */
final class SpatialKernels {
  private SpatialKernels() {}

  /** Averages and maxima of windows. */
  static final class Pool implements Kernel<Spatial.Pool> {
    private final Slabs slabs;

    Pool(Slabs slabs) {
      this.slabs = slabs;
    }

    /** Something done with each place of each window of one channel. */
    private interface Visitor {
      void visit(int window, int place);
    }

    @Override
    public Value forward(Call<Spatial.Pool> call) {
      Value result = call.allocate(call.shape);
      boolean average = call.op.kind() == Spatial.Pool.Kind.AVERAGE;
      int planes = call.shape.dim(0) * call.shape.dim(1);
      int inputs = call.input().size() / planes;
      int windows = call.shape.size() / planes;
      int[] largest = average ? null : new int[call.shape.size()];
      call.saved = largest;
      double share =
          1.0
              / call.op.kernel().stream()
                  .mapToInt(Integer::intValue)
                  .reduce(1, Math::multiplyExact);
      slabs.each(
          planes,
          call.input().size(),
          (first, last) -> {
            double[] x = new double[inputs];
            double[] y = new double[windows];
            for (int plane = first; plane < last; plane++) {
              call.input().get(plane * inputs, x);
              int start = plane * windows;
              if (average) {
                Arrays.fill(y, 0);
                visit(call, (window, place) -> y[window] += share * x[place]);
              } else {
                Arrays.fill(y, Double.NEGATIVE_INFINITY);
                Arrays.fill(largest, start, start + windows, -1);
                visit(
                    call,
                    (window, place) -> {
                      // NaN is larger than all.
                      if (largest[start + window] < 0 || !(x[place] <= y[window])) {
                        y[window] = x[place];
                        largest[start + window] = place;
                      }
                    });
              }
              result.put(start, y);
            }
          });
      return result;
    }

    @Override
    public Value[] backward(Call<Spatial.Pool> call, Value gradient) {
      Value result = call.allocate(call.input().shape);
      int[] largest = (int[]) call.saved;
      int planes = call.shape.dim(0) * call.shape.dim(1);
      int inputs = call.input().size() / planes;
      int windows = call.shape.size() / planes;
      double share =
          1.0
              / call.op.kernel().stream()
                  .mapToInt(Integer::intValue)
                  .reduce(1, Math::multiplyExact);
      slabs.each(
          planes,
          call.input().size(),
          (first, last) -> {
            double[] x = new double[inputs];
            double[] y = new double[windows];
            for (int plane = first; plane < last; plane++) {
              gradient.get(plane * windows, y);
              Arrays.fill(x, 0);
              if (largest == null) {
                visit(call, (window, place) -> x[place] += share * y[window]);
              } else {
                for (int i = 0; i < windows; i++) {
                  x[largest[plane * windows + i]] += y[i];
                }
              }
              result.put(plane * inputs, x);
            }
          });
      return new Value[] {result};
    }

    /** Walks over all windows, and in each over the places that are not padding. */
    private static void visit(Call<Spatial.Pool> call, Visitor visitor) {
      int rank = call.shape.rank();
      boolean flat = rank == 4;
      Shape in = call.input().shape;
      int layers = flat ? 1 : call.shape.dim(2);
      for (int l = 0; l < layers; l++) {
        Span depth = flat ? new Span(0, 1) : Span.of(call, 0, l);
        for (int h = 0; h < call.shape.dim(rank - 2); h++) {
          Span rows = Span.of(call, rank - 4, h);
          for (int w = 0; w < call.shape.dim(rank - 1); w++) {
            Span columns = Span.of(call, rank - 3, w);
            int window = (l * call.shape.dim(rank - 2) + h) * call.shape.dim(rank - 1) + w;
            for (int z = depth.from; z < depth.to; z++) {
              for (int y = rows.from; y < rows.to; y++) {
                int line = (z * in.dim(rank - 2) + y) * in.dim(rank - 1);
                for (int x = columns.from; x < columns.to; x++) {
                  visitor.visit(window, line + x);
                }
              }
            }
          }
        }
      }
    }

    /** Where a window lies along one dimension, within the picture. */
    private record Span(int from, int to) {
      static Span of(Call<Spatial.Pool> call, int place, int window) {
        int start = window * call.op.stride().get(place) - call.op.padding().get(place);
        int end = start + call.op.kernel().get(place);
        return new Span(Math.max(0, start), Math.min(call.input().shape.dim(place + 2), end));
      }
    }
  }

  /** Weighted sums of windows along one dimension. */
  static final class Resample implements Kernel<Spatial.Resample> {
    private final Slabs slabs;

    Resample(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Spatial.Resample> call) {
      return run(call, call.input(), call.shape, false);
    }

    @Override
    public Value[] backward(Call<Spatial.Resample> call, Value gradient) {
      return new Value[] {run(call, gradient, call.input().shape, true)};
    }

    private Value run(Call<Spatial.Resample> call, Value from, Shape shape, boolean back) {
      Value result = call.allocate(shape);
      Windows windows = call.op.windows();
      Axis source = Axis.of(from.shape, call.op.dimension());
      Axis target = Axis.of(shape, call.op.dimension());
      double[][] weights = new double[windows.count()][];
      Arrays.setAll(weights, windows::weights);
      slabs.each(
          source.outer(),
          Math.max(from.size(), result.size()),
          (first, last) -> {
            double[] x = new double[source.block()];
            double[] y = new double[target.block()];
            for (int i = first; i < last; i++) {
              from.get(i * x.length, x);
              Arrays.fill(y, 0);
              for (int window = 0; window < weights.length; window++) {
                for (int k = 0; k < weights[window].length; k++) {
                  int place = windows.first(window) + k;
                  int at = (back ? window : place) * source.inner();
                  int to = (back ? place : window) * source.inner();
                  add(x, at, weights[window][k], y, to, source.inner());
                }
              }
              result.put(i * y.length, y);
            }
          });
      return result;
    }

    private static void add(double[] x, int at, double weight, double[] y, int to, int count) {
      for (int j = 0; j < count; j++) {
        y[to + j] += weight * x[at + j];
      }
    }
  }
}
