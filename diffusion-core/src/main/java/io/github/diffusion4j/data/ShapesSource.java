package io.github.diffusion4j.data;

/**
 * The built-in shapes, as a source like any other.
 *
 * @param closeUps whether each shape fills its picture
 */
record ShapesSource(boolean closeUps) implements DataSource {
  /** Any size will do to count them; they are drawn in the size asked for. */
  private static final int ANY_SIZE = 32;

  @Override
  public Dataset open(DataSpec spec) {
    return shapes(spec.imageSize(), spec.channels());
  }

  @Override
  public DataManifest manifest() {
    return shapes(ANY_SIZE, 3).manifest();
  }

  @Override
  public void inspect(InspectionTally tally) {
    CaptionedShapes shapes = shapes(ANY_SIZE, 3);
    tally.kind("built-in captioned shapes" + (closeUps ? " close up" : "") + ", drawn in any size");
    for (int i = 0; i < shapes.size(); i++) {
      tally.picture("drawn", "RGB", 0, 0);
      tally.inClass(shapes.classes().get(shapes.label(i)));
    }
  }

  private CaptionedShapes shapes(int imageSize, int channels) {
    return closeUps
        ? CaptionedShapes.closeUps(imageSize, channels)
        : CaptionedShapes.training(imageSize, channels);
  }
}
