package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Reads pictures at any points. LibTorch reads each picture with one grid; here many grids may read
 * one picture, so those of one go to it as one long grid.
 */
final class SampleKernel {
  private static final int BILINEAR = 0;
  private static final int ZEROS = 0;
  private static final int NEAREST_PLACE = 1;

  private SampleKernel() {}

  static Tensor run(Spatial.Sample op, Call call) {
    Tensor x = call.exact(0);
    Tensor points = call.exact(1);
    int padding = op.outside() == Spatial.Sample.Outside.ZERO ? ZEROS : NEAREST_PLACE;
    Tensor grids = normalised(points, call.shapeOf(0), call);
    Tensor read = read(op.images(), x, grids, padding, call);
    return op.outside() == Spatial.Sample.Outside.BORDER_THEN_ZERO
        ? read.mul(near(points, call.shapeOf(0)).to(read.scalar_type()))
        : read;
  }

  private static Tensor read(Indices images, Tensor x, Tensor grids, int padding, Call call) {
    Map<Integer, List<Integer>> readers = new TreeMap<>();
    for (int i = 0; i < images.size(); i++) {
      readers.computeIfAbsent(images.get(i), image -> new ArrayList<>()).add(i);
    }
    Shape shape = call.shape();
    int[] order = new int[images.size()];
    int done = 0;
    TensorVector parts = new TensorVector();
    for (Map.Entry<Integer, List<Integer>> reader : readers.entrySet()) {
      int[] of = reader.getValue().stream().mapToInt(Integer::intValue).toArray();
      Tensor one = x.narrow(0, reader.getKey(), 1);
      Tensor joined =
          torch
              .index_select(grids, 0, SelectionKernels.indices(Indices.of(of), call))
              .reshape(1, (long) of.length * shape.dim(2), shape.dim(3), 2);
      parts.push_back(
          torch
              .grid_sampler_2d(one, joined, BILINEAR, padding, false)
              .reshape(shape.dim(1), of.length, shape.dim(2), shape.dim(3))
              .transpose(0, 1));
      for (int index : of) {
        order[index] = done++;
      }
    }
    Tensor all = torch.cat(parts, 0);
    return torch.index_select(all, 0, SelectionKernels.indices(Indices.of(order), call));
  }

  /** From places, 0 being the middle of the first, to LibTorch's -1 to 1 from border to border. */
  private static Tensor normalised(Tensor points, Shape picture, Call call) {
    Tensor scale = pair(2.0 / picture.dim(3), 2.0 / picture.dim(2), points, call);
    Tensor shift = pair(1.0 / picture.dim(3) - 1, 1.0 / picture.dim(2) - 1, points, call);
    return torch.addcmul(shift, points, scale);
  }

  private static Tensor pair(double x, double y, Tensor like, Call call) {
    Tensor pair = Values.of(new double[] {x, y}, Shape.of(2)).to(like.scalar_type());
    return call.engine().hardware().brought(pair);
  }

  /** Returns {@code [R, 1, h, w]}, true where a point is at most one place outside. */
  private static Tensor near(Tensor points, Shape picture) {
    Tensor x = points.select(3, 0);
    Tensor y = points.select(3, 1);
    return within(x, picture.dim(3)).logical_and(within(y, picture.dim(2))).unsqueeze(1);
  }

  private static Tensor within(Tensor places, int length) {
    return places.ge(new Scalar(-1.0)).logical_and(places.le(new Scalar((double) length)));
  }
}
