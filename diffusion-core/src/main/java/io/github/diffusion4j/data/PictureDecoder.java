package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Pixels;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;

/**
 * Makes fitted pictures of files.
 *
 * @param spec of which size, channels and fit count
 * @param source knows how large its pictures have to be
 */
record PictureDecoder(DataSpec spec, PictureSource source) {
  /** Returns a picture of the channels that were asked for, or of its own. */
  Image decode(byte[] file, String name) throws UnreadableImageException {
    Pixels pixels = ImageReader.decode(file, name, ReadOptions.DEFAULT).pixels();
    source.requireSize(name, pixels.width(), pixels.height());
    if (spec.channels() != 0) {
      pixels = pixels.withChannels(spec.channels());
    }
    return pixels.fitted(spec.imageSize(), spec.fit());
  }

  /** Returns the most channels that a picture can have. */
  int mostChannels() {
    return spec.channels() == 0 ? 3 : spec.channels();
  }
}
