package io.github.diffusion4j.image;

import java.io.IOException;

/**
 * Decodes the first frame of a GIF with the platform's reader: commons-imaging allocates every
 * frame before its size can be checked.
 */
final class GifDecoder {
  private GifDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    return StoredImage.upright(Buffers.pixels(PlatformReader.image(source, source.bytes(), "gif")));
  }
}
