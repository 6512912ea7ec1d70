package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Jpeg;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * The picture as a JPEG keeps it.
 *
 * @param quality from 0, worst, to 1, best
 */
record Compression(Range quality) implements Manipulation {
  @Override
  public String name() {
    return "jpeg";
  }

  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    byte[] file = Jpeg.encode(source, quality.draw(random));
    try {
      // An RGB picture that happens to be grey is read as grey.
      return ImageReader.read(file, "planted.jpg", (long) source.width() * source.height())
          .withChannels(source.channels());
    } catch (UnreadableImageException own) {
      throw new IllegalStateException("a JPEG written just now cannot be read", own);
    }
  }
}
