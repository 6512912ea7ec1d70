package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.Draw.NORMAL;
import static io.github.diffusion4j.tensor.OpCase.Draw.POINTS;
import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.ArrayList;
import java.util.List;

/** Cases of the operations on places other than convolution. */
final class SpatialCases {
  private SpatialCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Spatial.Pool.Kind kind : Spatial.Pool.Kind.values()) {
      pools(cases, kind);
    }
    cases.add(of(new Spatial.UpsampleNearest(), dims(2, 3, 2, 3)));
    cases.add(of(new Spatial.UpsampleNearest(), dims(1, 1, 1, 1)));
    cases.add(of(new Spatial.UpsampleNearest(), dims(2, 2, 3, 2, 1)));
    cases.add(of(new Spatial.UpsampleNearest(), dims(1, 16, 3, 3)));
    resamplings(cases);
    for (Spatial.Sample.Outside outside : Spatial.Sample.Outside.values()) {
      samples(cases, outside);
    }
    return cases;
  }

  private static void pools(List<OpCase> cases, Spatial.Pool.Kind kind) {
    cases.add(pool(kind, dims(2, 3, 4, 6), List.of(2, 2), List.of(2, 2), List.of(0, 0)));
    cases.add(pool(kind, dims(2, 2, 5, 5), List.of(2, 2), List.of(2, 2), List.of(0, 0)));
    cases.add(pool(kind, dims(1, 2, 5, 6), List.of(3, 3), List.of(2, 2), List.of(1, 1)));
    cases.add(pool(kind, dims(1, 2, 5, 4), List.of(3, 2), List.of(1, 1), List.of(1, 0)));
    cases.add(pool(kind, dims(1, 2, 4, 4), List.of(2, 2), List.of(2, 2), List.of(1, 1)));
    cases.add(pool(kind, dims(2, 1, 7, 7), List.of(1, 1), List.of(3, 2), List.of(0, 0)));
    cases.add(pool(kind, dims(1, 3, 3, 4), List.of(3, 4), List.of(1, 1), List.of(0, 0)));
    cases.add(pool(kind, dims(1, 16, 6, 6), List.of(2, 2), List.of(2, 2), List.of(0, 0)));
    cases.add(pool(kind, dims(1, 32, 5, 5), List.of(3, 3), List.of(2, 2), List.of(1, 1)));
    cases.add(
        pool(kind, dims(1, 2, 4, 4, 2), List.of(2, 2, 2), List.of(2, 2, 2), List.of(0, 0, 0)));
    cases.add(
        pool(kind, dims(2, 1, 3, 4, 5), List.of(1, 2, 3), List.of(1, 2, 2), List.of(0, 0, 1)));
    cases.add(
        pool(kind, dims(1, 2, 3, 4, 4), List.of(3, 3, 3), List.of(1, 1, 2), List.of(1, 1, 1)));
  }

  private static OpCase pool(
      Spatial.Pool.Kind kind,
      int[] x,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> padding) {
    return of(new Spatial.Pool(kind, kernel, stride, padding), x);
  }

  private static void resamplings(List<OpCase> cases) {
    for (Windows.Filter filter : Windows.Filter.values()) {
      cases.add(of(new Spatial.Resample(0, Windows.antialiased(filter, 9, 4)), dims(9)));
      cases.add(of(new Spatial.Resample(1, Windows.antialiased(filter, 3, 5)), dims(2, 3, 2)));
    }
    Windows cubic = Windows.antialiased(Windows.Filter.BICUBIC, 5, 3);
    cases.add(of(new Spatial.Resample(2, cubic), dims(1, 2, 5, 3)));
    cases.add(of(new Spatial.Resample(3, cubic), dims(1, 2, 3, 5)));
    cases.add(of(new Spatial.Resample(2, cubic), dims(1, 16, 5, 2)));
    for (boolean alignCorners : new boolean[] {false, true}) {
      cases.add(of(new Spatial.Resample(1, Windows.bilinear(4, 7, alignCorners)), dims(3, 4)));
      cases.add(of(new Spatial.Resample(0, Windows.bilinear(7, 3, alignCorners)), dims(7, 2)));
      cases.add(of(new Spatial.Resample(0, Windows.bilinear(1, 3, alignCorners)), dims(1, 2)));
      cases.add(of(new Spatial.Resample(1, Windows.bilinear(4, 1, alignCorners)), dims(2, 4)));
      cases.add(of(new Spatial.Resample(0, Windows.bilinear(4, 4, alignCorners)), dims(4, 2)));
    }
  }

  private static void samples(List<OpCase> cases, Spatial.Sample.Outside outside) {
    cases.add(sample(Indices.of(0), outside, dims(1, 1, 4, 5), dims(1, 3, 7, 2)));
    cases.add(sample(Indices.of(0, 1), outside, dims(2, 3, 4, 4), dims(2, 2, 4, 2)));
    cases.add(sample(Indices.of(1, 0, 1), outside, dims(3, 2, 5, 4), dims(3, 4, 2, 2)));
    cases.add(sample(Indices.of(0), outside, dims(1, 2, 1, 1), dims(1, 2, 3, 2)));
    cases.add(sample(Indices.of(0), outside, dims(1, 16, 4, 4), dims(1, 2, 2, 2)));
  }

  private static OpCase sample(
      Indices images, Spatial.Sample.Outside outside, int[] x, int[] points) {
    return of(new Spatial.Sample(images, outside), NORMAL.of(x), POINTS.of(points));
  }
}
