package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.List;

/** Cases of the operations that pick elements by number: often, never, and from the back. */
final class SelectionCases {
  private SelectionCases() {}

  static List<OpCase> all() {
    return List.of(
        of(new Selection.IndexSelect(0, Indices.of(2, 0, 2)), dims(4, 3)),
        of(new Selection.IndexSelect(1, Indices.of(1, 1, 0, 2, 1)), dims(2, 3, 4)),
        of(new Selection.IndexSelect(2, Indices.of(3, 0)), dims(2, 3, 4)),
        of(new Selection.IndexSelect(0, Indices.of(0)), dims(1)),
        of(new Selection.IndexSelect(0, Indices.of(6, 5, 4, 3, 2, 1, 0)), dims(7)),
        of(new Selection.Gather(0, indices(dims(2, 3), 3)), dims(3, 3)),
        of(new Selection.Gather(1, indices(dims(3, 1), 5)), dims(3, 5)),
        of(new Selection.Gather(1, indices(dims(2, 7, 3), 4)), dims(2, 4, 3)),
        of(new Selection.Gather(2, indices(dims(2, 3, 4), 2)), dims(2, 3, 2)),
        of(new Selection.Gather(0, Indices.of(3, 3, 3)), dims(4)),
        of(new Selection.ScatterAdd(0, indices(dims(2, 3), 4)), dims(4, 3), dims(2, 3)),
        of(new Selection.ScatterAdd(1, indices(dims(3, 5), 2)), dims(3, 2), dims(3, 5)),
        of(new Selection.ScatterAdd(1, indices(dims(2, 5, 3), 3)), dims(2, 3, 3), dims(2, 5, 3)),
        of(new Selection.ScatterAdd(2, indices(dims(2, 2, 6), 4)), dims(2, 2, 4), dims(2, 2, 6)),
        of(new Selection.ScatterAdd(0, Indices.of(1, 1, 1, 1)), dims(2), dims(4)));
  }

  private static Indices indices(int[] lengths, int bound) {
    Shape shape = Shape.of(lengths);
    RandomStream stream = RandomStream.of(OpCase.SEED, "indices below " + bound, shape.size());
    int[] values = new int[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.nextInt(bound);
    }
    return Indices.of(values, shape);
  }
}
