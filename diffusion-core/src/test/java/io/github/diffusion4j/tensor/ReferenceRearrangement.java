package io.github.diffusion4j.tensor;

/** Operations that put elements elsewhere, by definition. */
final class ReferenceRearrangement {
  private ReferenceRearrangement() {}

  static void run(Rearrangement op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    if (op instanceof Rearrangement.Reshape) {
      out.map(x, v -> v);
    } else if (op instanceof Rearrangement.Permute permute) {
      out.fill(at -> x.at(unpermuted(permute, at)));
    } else if (op instanceof Rearrangement.Concat concat) {
      out.fill(at -> joined(in, at, out.shape().axis(concat.dimension())));
    } else if (op instanceof Rearrangement.Slice slice) {
      int dimension = x.shape().axis(slice.dimension());
      out.fill(at -> x.at(ReferenceArray.with(at, dimension, at[dimension] + slice.from())));
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static int[] unpermuted(Rearrangement.Permute op, int[] at) {
    int[] place = new int[at.length];
    for (int d = 0; d < at.length; d++) {
      place[Math.floorMod(op.order().get(d), at.length)] = at[d];
    }
    return place;
  }

  private static double joined(ReferenceArray[] parts, int[] at, int dimension) {
    int index = at[dimension];
    int part = 0;
    while (index >= parts[part].dim(dimension)) {
      index -= parts[part++].dim(dimension);
    }
    return parts[part].at(ReferenceArray.with(at, dimension, index));
  }
}
