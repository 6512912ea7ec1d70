package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.List;
import java.util.function.Consumer;

/** Makes an edited copy of a picture, of the same size: what a descriptor should still find. */
public sealed interface CopyEdit {

  /**
   * Edits.
   *
   * @param picture that is copied
   * @param other of the same size and channels, which may end up in part of the copy
   * @param random where the edit leaves something open
   */
  Image apply(Image picture, Image other, RandomStream random);

  /** Mirrors left to right. */
  record Mirror() implements CopyEdit {
    @Override
    public Image apply(Image picture, Image other, RandomStream random) {
      return edited(picture, PlanarPicture::mirror);
    }
  }

  /**
   * Keeps a box anywhere and enlarges it.
   *
   * @param side of the box as a share of the picture's, above 0 to 1
   */
  record Crop(double side) implements CopyEdit {
    /** Checks the range. */
    public Crop {
      requireShare("side of a crop", side);
    }

    @Override
    public Image apply(Image picture, Image other, RandomStream random) {
      return edited(picture, copy -> copy.crop(Box.anywhere(random, copy, side * side, 1)));
    }
  }

  /**
   * Compresses as JPEG.
   *
   * @param quality 0 to 1
   */
  record Compression(double quality) implements CopyEdit {
    /** Checks the range. */
    public Compression {
      if (!(quality >= 0 && quality <= 1)) {
        throw new IllegalArgumentException("the quality of a JPEG is 0 to 1, not " + quality);
      }
    }

    @Override
    public Image apply(Image picture, Image other, RandomStream random) {
      return edited(picture, copy -> copy.jpeg(quality));
    }
  }

  /** Changes the colours. */
  record Recolouring(ColourChange change) implements CopyEdit {
    @Override
    public Image apply(Image picture, Image other, RandomStream random) {
      return edited(picture, copy -> copy.changeColours(change));
    }
  }

  /**
   * Leaves a box anywhere and puts another picture around it (CutMix).
   *
   * @param area of what is left, as a share of the picture's, above 0 to 1
   */
  record Paste(double area) implements CopyEdit {
    /** Checks the range. */
    public Paste {
      requireShare("area that is left", area);
    }

    @Override
    public Image apply(Image picture, Image other, RandomStream random) {
      PlanarPicture source = PlanarPicture.of(picture);
      return edited(other, copy -> copy.paste(source, Box.anywhere(random, copy, area, 1)));
    }
  }

  private static Image edited(Image picture, Consumer<PlanarPicture> edit) {
    PlanarPicture copy = PlanarPicture.of(picture);
    edit.accept(copy);
    return copy.image();
  }

  private static void requireShare(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("the " + name + " is above 0 and up to 1, not " + share);
    }
  }

  /** Returns the edits of the self-test: mirrored, cropped, compressed, recoloured. */
  static List<CopyEdit> common() {
    return List.of(
        new Mirror(),
        new Crop(0.8),
        new Compression(0.5),
        new Recolouring(new ColourChange(1.2, 0.8, 1.2, 0)));
  }
}
