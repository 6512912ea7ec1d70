package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;

/** A file to decode, its name for messages, and the limits it is held to. */
record ImageSource(byte[] bytes, String name, ReadOptions options) {

  /** Checks a declared size before anything is allocated for it. */
  void requireSize(long width, long height) throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw refuse(Kind.CORRUPT, "it declares a size of " + width + "x" + height + " pixels");
    }
    // Both below 2^32, so the product may not fit: divide instead.
    if (width > options.maxPixels() / height) {
      throw refuse(
          Kind.TOO_LARGE,
          "it declares %dx%d pixels, more than the limit of %d"
              .formatted(width, height, options.maxPixels()));
    }
  }

  UnreadableImageException refuse(Kind kind, String reason) {
    return new UnreadableImageException(name, kind, reason);
  }

  UnreadableImageException refuse(Kind kind, String reason, Throwable cause) {
    return new UnreadableImageException(name, kind, reason, cause);
  }
}
