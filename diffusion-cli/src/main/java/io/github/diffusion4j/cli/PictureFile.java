package io.github.diffusion4j.cli;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A picture that was given to be edited.
 *
 * @param option that names it
 * @param image as it was read
 * @param digest SHA-256 of the file
 */
record PictureFile(String option, Image image, String digest) {
  private static final long MAX_BYTES = 1L << 28;

  /**
   * Reads one.
   *
   * @throws UserError if there is none, or it cannot be read
   */
  static PictureFile read(String option, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError(
            option + " is " + file.toAbsolutePath() + ", but there is no such file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new UserError(
            "%s is %s, which has %,d bytes; up to %,d are read"
                .formatted(option, file, Files.size(file), MAX_BYTES));
      }
      byte[] bytes = Files.readAllBytes(file);
      Image image = ImageReader.read(bytes, file.toString(), ImageReader.DEFAULT_MAX_PIXELS);
      return new PictureFile(option, image, Digests.sha256(bytes));
    } catch (UnreadableImageException | IOException unreadable) {
      throw new UserError(option + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /**
   * Returns it as the model has pictures.
   *
   * @throws UserError if the model would lose its colours
   */
  Image fitted(ModelManifest model, Fit fit) {
    // A picture that is grey all over is read with one channel, and has nothing to lose.
    if (image.channels() > model.channels()) {
      throw new UserError(
          option
              + " is in colour, but the model draws grey pictures; make it grey first, or take a"
              + " model of coloured ones");
    }
    return image.fitted(model.imageSize(), fit).withChannels(model.channels());
  }

  /**
   * Returns it as a mask of a picture, cut and resized as that is: white is drawn, black stays.
   *
   * @throws UserError if it is of another size, or nothing of it is white
   */
  Image mask(PictureFile picture, ModelManifest model, Fit fit) {
    Image over = picture.image();
    if (image.width() != over.width() || image.height() != over.height()) {
      throw new UserError(
          "%s is %dx%d, but the picture is %dx%d; draw it over the picture, in its size"
              .formatted(option, image.width(), image.height(), over.width(), over.height()));
    }
    Image mask = image.withChannels(1).fitted(model.imageSize(), fit);
    boolean black = true;
    for (byte sample : mask.samples()) {
      black &= sample == 0;
    }
    if (black) {
      throw new UserError(
          option
              + " is black wherever the model sees the picture, so that nothing would be drawn;"
              + " make white what is to be drawn anew");
    }
    return mask;
  }
}
