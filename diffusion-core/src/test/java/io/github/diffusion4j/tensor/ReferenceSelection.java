package io.github.diffusion4j.tensor;

/** Operations that pick elements by number, by definition. */
final class ReferenceSelection {
  private ReferenceSelection() {}

  static void run(Selection op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    if (op instanceof Selection.IndexSelect select) {
      int dimension = x.shape().axis(select.dimension());
      out.fill(at -> x.at(ReferenceArray.with(at, dimension, select.indices().get(at[dimension]))));
    } else if (op instanceof Selection.Gather gather) {
      out.fill(
          at -> {
            int index = gather.indices().get(out.index(at));
            return x.at(ReferenceArray.with(at, gather.dimension(), index));
          });
    } else if (op instanceof Selection.ScatterAdd scatter) {
      ReferenceArray added = in[1];
      out.map(x, v -> v);
      for (int i = 0; i < added.size(); i++) {
        int index = scatter.indices().get(i);
        int[] place = ReferenceArray.with(added.place(i), scatter.dimension(), index);
        out.data()[out.index(place)] += added.data()[i];
      }
    } else {
      throw ReferenceKernels.missing(op);
    }
  }
}
