package io.github.diffusion4j.data;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
    tally.kind("built-in captioned shapes" + (closeUps ? " close up" : "") + ", drawn in any size");
    visit(index -> true, tally);
  }

  @Override
  public void visit(IntPredicate wanted, PictureVisitor visitor) {
    CaptionedShapes shapes = shapes(ANY_SIZE, 3);
    visitor.begin(shapes.size());
    int[] indices = IntStream.range(0, shapes.size()).filter(wanted).toArray();
    Workers.forEach(
        indices.length,
        i -> {
          int index = indices[i];
          String label = shapes.classes().get(shapes.label(index));
          visitor.picture(
              index,
              StoredPicture.drawn(
                  index, shapes.image(index), label, shapes.caption(index), shapes.digest(index)));
        });
  }

  private CaptionedShapes shapes(int imageSize, int channels) {
    return closeUps
        ? CaptionedShapes.closeUps(imageSize, channels)
        : CaptionedShapes.training(imageSize, channels);
  }
}
