package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;

/** Bilinear reading of pictures at any points, computed in doubles. */
final class SampleKernel implements Kernel<Spatial.Sample> {
  private final Slabs slabs;

  SampleKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  /**
   * The two neighbours of a coordinate along one dimension; weight 0 for what is outside.
   *
   * @param slope of the second weight along the coordinate; the first weight's is its negative
   */
  private record Neighbours(
      int first,
      int second,
      double firstWeight,
      double secondWeight,
      double slopeOfFirst,
      double slope) {
    static Neighbours of(double at, int length, Spatial.Sample.Outside outside) {
      double limit = length - 1;
      boolean zero = Double.isNaN(at);
      boolean held = false;
      switch (outside) {
        case ZERO -> zero |= at <= -1 || at >= length;
        case BORDER -> held = at < 0 || at > limit;
        case BORDER_THEN_ZERO -> {
          zero |= at < -1 || at > length;
          held = at < 0 || at > limit;
        }
      }
      if (zero) {
        return new Neighbours(0, 0, 0, 0, 0, 0);
      }
      double inside =
          outside == Spatial.Sample.Outside.ZERO ? at : Math.max(0, Math.min(limit, at));
      int first = (int) Math.floor(inside);
      double beyond = inside - first;
      boolean hasFirst = first >= 0;
      boolean hasSecond = first + 1 < length;
      double slope = held ? 0 : 1;
      return new Neighbours(
          Math.max(first, 0),
          Math.min(first + 1, length - 1),
          hasFirst ? 1 - beyond : 0,
          hasSecond ? beyond : 0,
          hasFirst ? -slope : 0,
          hasSecond ? slope : 0);
    }
  }

  @Override
  public Value forward(Call<Spatial.Sample> call) {
    Value result = call.allocate(call.shape);
    Shape x = call.input().shape;
    int area = x.dim(2) * x.dim(3);
    int points = call.shape.dim(2) * call.shape.dim(3);
    double[] at = call.inputs[1].toDoubles();
    slabs.each(
        call.shape.dim(0),
        4L * call.shape.size(),
        (first, last) -> {
          double[] plane = new double[area];
          double[] read = new double[points];
          for (int r = first; r < last; r++) {
            for (int c = 0; c < x.dim(1); c++) {
              call.input().get((call.op.images().get(r) * x.dim(1) + c) * area, plane);
              for (int i = 0; i < points; i++) {
                Neighbours across = across(call, at, r * points + i);
                Neighbours down = down(call, at, r * points + i);
                int upper = down.first * x.dim(3);
                int lower = down.second * x.dim(3);
                read[i] =
                    down.firstWeight
                            * (across.firstWeight * plane[upper + across.first]
                                + across.secondWeight * plane[upper + across.second])
                        + down.secondWeight
                            * (across.firstWeight * plane[lower + across.first]
                                + across.secondWeight * plane[lower + across.second]);
              }
              result.put((r * x.dim(1) + c) * points, read);
            }
          }
        });
    return result;
  }

  @Override
  public Value[] backward(Call<Spatial.Sample> call, Value gradient) {
    return new Value[] {
      call.wanted[0] ? pictureGradient(call, gradient) : null,
      call.wanted[1] ? pointGradient(call, gradient) : null
    };
  }

  /** Channel by channel, as several grids may read one picture. */
  private Value pictureGradient(Call<Spatial.Sample> call, Value gradient) {
    Value result = call.allocate(call.input().shape);
    Shape x = call.input().shape;
    int area = x.dim(2) * x.dim(3);
    int points = call.shape.dim(2) * call.shape.dim(3);
    double[] at = call.inputs[1].toDoubles();
    slabs.each(
        x.dim(1),
        4L * call.shape.size(),
        (first, last) -> {
          double[] passed = new double[points];
          for (int c = first; c < last; c++) {
            double[][] planes = new double[x.dim(0)][area];
            for (int r = 0; r < call.shape.dim(0); r++) {
              gradient.get((r * x.dim(1) + c) * points, passed);
              double[] plane = planes[call.op.images().get(r)];
              for (int i = 0; i < points; i++) {
                Neighbours across = across(call, at, r * points + i);
                Neighbours down = down(call, at, r * points + i);
                int upper = down.first * x.dim(3);
                int lower = down.second * x.dim(3);
                double above = passed[i] * down.firstWeight;
                double below = passed[i] * down.secondWeight;
                plane[upper + across.first] += above * across.firstWeight;
                plane[upper + across.second] += above * across.secondWeight;
                plane[lower + across.first] += below * across.firstWeight;
                plane[lower + across.second] += below * across.secondWeight;
              }
            }
            for (int n = 0; n < planes.length; n++) {
              result.put((n * x.dim(1) + c) * area, planes[n]);
            }
          }
        });
    return result;
  }

  private Value pointGradient(Call<Spatial.Sample> call, Value gradient) {
    Value result = call.allocate(call.inputs[1].shape);
    Shape x = call.input().shape;
    int area = x.dim(2) * x.dim(3);
    int points = call.shape.dim(2) * call.shape.dim(3);
    double[] at = call.inputs[1].toDoubles();
    slabs.each(
        call.shape.dim(0),
        4L * call.shape.size(),
        (first, last) -> {
          double[] plane = new double[area];
          double[] passed = new double[points];
          for (int r = first; r < last; r++) {
            double[] slopes = new double[2 * points];
            for (int c = 0; c < x.dim(1); c++) {
              call.input().get((call.op.images().get(r) * x.dim(1) + c) * area, plane);
              gradient.get((r * x.dim(1) + c) * points, passed);
              for (int i = 0; i < points; i++) {
                Neighbours across = across(call, at, r * points + i);
                Neighbours down = down(call, at, r * points + i);
                double upperLeft = plane[down.first * x.dim(3) + across.first];
                double upperRight = plane[down.first * x.dim(3) + across.second];
                double lowerLeft = plane[down.second * x.dim(3) + across.first];
                double lowerRight = plane[down.second * x.dim(3) + across.second];
                slopes[2 * i] +=
                    passed[i]
                        * (down.firstWeight
                                * (across.slopeOfFirst * upperLeft + across.slope * upperRight)
                            + down.secondWeight
                                * (across.slopeOfFirst * lowerLeft + across.slope * lowerRight));
                slopes[2 * i + 1] +=
                    passed[i]
                        * (across.firstWeight
                                * (down.slopeOfFirst * upperLeft + down.slope * lowerLeft)
                            + across.secondWeight
                                * (down.slopeOfFirst * upperRight + down.slope * lowerRight));
              }
            }
            result.put(r * slopes.length, slopes);
          }
        });
    return result;
  }

  private static Neighbours across(Call<Spatial.Sample> call, double[] points, int point) {
    return Neighbours.of(points[2 * point], call.input().shape.dim(3), call.op.outside());
  }

  private static Neighbours down(Call<Spatial.Sample> call, double[] points, int point) {
    return Neighbours.of(points[2 * point + 1], call.input().shape.dim(2), call.op.outside());
  }
}
