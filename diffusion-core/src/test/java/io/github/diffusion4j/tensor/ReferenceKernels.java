package io.github.diffusion4j.tensor;

/** Every operation forwards, as slow and plain as its definition; one class a family. */
final class ReferenceKernels {
  private ReferenceKernels() {}

  static void run(Op op, ReferenceArray[] in, ReferenceArray out) {
    if (op instanceof Elementwise elementwise) {
      ReferenceElementwise.run(elementwise, in, out);
    } else if (op instanceof Reduction reduction) {
      ReferenceReduction.run(reduction, in[0], out);
    } else if (op instanceof Rearrangement rearrangement) {
      ReferenceRearrangement.run(rearrangement, in, out);
    } else if (op instanceof Selection selection) {
      ReferenceSelection.run(selection, in, out);
    } else if (op instanceof Product product) {
      ReferenceProduct.run(product, in, out);
    } else if (op instanceof Normalising normalising) {
      ReferenceNormalising.run(normalising, in, out);
    } else {
      ReferenceSpatial.run((Spatial) op, in, out);
    }
  }

  static UnsupportedOperationException missing(Op op) {
    return new UnsupportedOperationException("no reference for " + op);
  }
}
