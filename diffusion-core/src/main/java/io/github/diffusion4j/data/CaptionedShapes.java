package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The built-in data set: one shape a picture with a caption such as "a small red circle at the top
 * left on a grey background". The class is the shape: circle, square, triangle, star, cross or
 * ring.
 *
 * <p>Picture i is the same on every machine. Training and held-out pictures share every word but no
 * combination of words.
 */
public final class CaptionedShapes implements Dataset {
  /**
   * Raised whenever a picture changes, so that models trained on the old ones are known as such.
   */
  private static final int VERSION = 1;

  private static final String TRAINING = "training";
  private static final String HELD_OUT = "held-out";
  private static final int TRAINING_PICTURES = 10_000;
  private static final int HELD_OUT_PICTURES = 2_000;
  private static final long SEED = 4;

  private final String split;
  private final boolean closeUp;
  private final int imageSize;
  private final int channels;
  private final int[] scenes;

  /** Drawn when first asked for. Two threads may draw one picture twice, and get the same. */
  private final Image[] drawn;

  private CaptionedShapes(
      String split, int pictures, boolean closeUp, int imageSize, int channels) {
    DataSpec checked =
        new DataSpec(DataSpec.SHAPES, imageSize, channels, Fit.CROP, Unreadable.Policy.FAIL);
    this.split = split;
    this.closeUp = closeUp;
    boolean heldOut = split.equals(HELD_OUT);
    this.imageSize = checked.imageSize();
    this.channels = channels == 0 ? 3 : channels;
    MemoryBudget.require(DataSpec.SHAPES, pictures, imageSize, this.channels);
    this.drawn = new Image[pictures];
    int[] allowed =
        IntStream.range(0, ShapeScene.COUNT)
            .filter(number -> ShapeScene.isHeldOut(number) == heldOut)
            .filter(number -> !closeUp || ShapeScene.of(number).isLargeInTheCentre())
            .toArray();
    this.scenes = new int[pictures];
    for (int i = 0; i < pictures; i++) {
      scenes[i] = allowed[RandomStream.of(SEED, split + "-scene", i).nextInt(allowed.length)];
    }
  }

  /**
   * Returns the 10,000 pictures to train on.
   *
   * @param imageSize the pixels of a side
   * @param channels 1 for grey, 3 or 0 for RGB
   */
  public static CaptionedShapes training(int imageSize, int channels) {
    return new CaptionedShapes(TRAINING, TRAINING_PICTURES, false, imageSize, channels);
  }

  /**
   * Returns 10,000 pictures of large shapes in the centre, each drawn so large that it fills the
   * picture: fewer things to learn, for a first look.
   *
   * @param imageSize the pixels of a side
   * @param channels 1 for grey, 3 or 0 for RGB
   */
  public static CaptionedShapes closeUps(int imageSize, int channels) {
    return new CaptionedShapes(TRAINING, TRAINING_PICTURES, true, imageSize, channels);
  }

  /**
   * Returns 2,000 pictures of scenes that occur in none of the training pictures.
   *
   * @param imageSize the pixels of a side
   * @param channels 1 for grey, 3 or 0 for RGB
   */
  public static CaptionedShapes heldOut(int imageSize, int channels) {
    return new CaptionedShapes(HELD_OUT, HELD_OUT_PICTURES, false, imageSize, channels);
  }

  ShapeScene scene(int index) {
    return ShapeScene.of(scenes[index]);
  }

  @Override
  public int size() {
    return scenes.length;
  }

  @Override
  public Image image(int index) {
    Objects.checkIndex(index, scenes.length);
    Image image = drawn[index];
    if (image == null) {
      RandomStream stream = RandomStream.of(SEED, split + "-picture", index);
      image = ShapePainter.paint(scene(index), closeUp, imageSize, stream).withChannels(channels);
      drawn[index] = image;
    }
    return image;
  }

  @Override
  public int label(int index) {
    return scene(index).figure().ordinal();
  }

  @Override
  public List<String> classes() {
    return Stream.of(Figure.values()).map(Figure::toString).toList();
  }

  @Override
  public String caption(int index) {
    return scene(index).caption();
  }

  /** Returns the digest of what is drawn, which is the same in every size. */
  @Override
  public String digest(int index) {
    String picture = identity() + ", picture " + Objects.checkIndex(index, scenes.length);
    return Digests.sha256(picture.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "built-in captioned shapes%s: %,d %s pictures of %dx%d %s, %d classes",
        closeUp ? " close up" : "",
        size(),
        split,
        imageSize,
        imageSize,
        channels == 1 ? "grey" : "RGB",
        Figure.values().length);
  }

  @Override
  public DataManifest manifest() {
    return new DataManifest(
        List.of(
            new DataManifest.Entry(
                name(), 0, Digests.sha256(identity().getBytes(StandardCharsets.UTF_8)))));
  }

  private String name() {
    return "captioned-shapes/" + (closeUp ? "close-up/" : "") + split;
  }

  private String identity() {
    return name() + " version " + VERSION + ", " + size() + " pictures, seed " + SEED;
  }
}
