package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.OpCase.of;

import java.util.List;

/** Cases of the operations that put elements elsewhere. */
final class RearrangementCases {
  private RearrangementCases() {}

  static List<OpCase> all() {
    return List.of(
        of(new Rearrangement.Reshape(Shape.of(3, 4)), dims(2, 6)),
        of(new Rearrangement.Reshape(Shape.of()), dims(1, 1)),
        of(new Rearrangement.Reshape(Shape.of(1, 1, 1)), dims()),
        of(new Rearrangement.Reshape(Shape.of(24)), dims(2, 3, 4)),
        of(new Rearrangement.Permute(List.of()), dims()),
        of(new Rearrangement.Permute(List.of(0)), dims(5)),
        of(new Rearrangement.Permute(List.of(1, 0)), dims(3, 5)),
        of(new Rearrangement.Permute(List.of(0, 2, 1)), dims(2, 3, 4)),
        of(new Rearrangement.Permute(List.of(2, 0, 1)), dims(2, 3, 4)),
        of(new Rearrangement.Permute(List.of(3, 1, 0, 2)), dims(2, 3, 4, 5)),
        of(new Rearrangement.Permute(List.of(0, 2, 3, 4, 1)), dims(2, 3, 2, 2, 3)),
        of(new Rearrangement.Concat(1), dims(2, 3, 2), dims(2, 1, 2), dims(2, 2, 2)),
        of(new Rearrangement.Concat(0), dims(2, 3), dims(1, 3)),
        of(new Rearrangement.Concat(2), dims(2, 2, 3), dims(2, 2, 1)),
        of(new Rearrangement.Concat(0), dims(4)),
        of(new Rearrangement.Concat(0), dims(1), dims(2), dims(3), dims(1)),
        of(new Rearrangement.Concat(1), dims(2, 3, 2), dims(2, 0, 2), dims(2, 2, 2)),
        of(new Rearrangement.Concat(4), dims(1, 2, 2, 2, 1), dims(1, 2, 2, 2, 3)),
        of(new Rearrangement.Slice(1, 1, 3), dims(2, 5, 2)),
        of(new Rearrangement.Slice(0, 0, 1), dims(3, 2)),
        of(new Rearrangement.Slice(2, 2, 4), dims(2, 2, 4)),
        of(new Rearrangement.Slice(0, 0, 4), dims(4)),
        of(new Rearrangement.Slice(3, 1, 2), dims(2, 1, 3, 3)));
  }
}
