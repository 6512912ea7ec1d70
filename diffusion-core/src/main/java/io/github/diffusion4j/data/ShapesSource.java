package io.github.diffusion4j.data;

/** The built-in shapes, as a source like any other. */
record ShapesSource() implements DataSource {
  /** Any size will do to count them; they are drawn in the size asked for. */
  private static final int ANY_SIZE = 32;

  @Override
  public Dataset open(DataSpec spec) {
    return CaptionedShapes.training(spec.imageSize(), spec.channels());
  }

  @Override
  public DataManifest manifest() {
    return CaptionedShapes.training(ANY_SIZE, 3).manifest();
  }

  @Override
  public void inspect(InspectionTally tally) {
    CaptionedShapes shapes = CaptionedShapes.training(ANY_SIZE, 3);
    tally.kind("built-in captioned shapes, drawn in any size");
    for (int i = 0; i < shapes.size(); i++) {
      tally.picture("drawn", "RGB", 0, 0);
      tally.inClass(shapes.classes().get(shapes.label(i)));
    }
  }
}
