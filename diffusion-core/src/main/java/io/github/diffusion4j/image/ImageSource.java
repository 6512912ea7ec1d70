package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;

/** A file to decode, its name for messages, and the pixels it may have. */
record ImageSource(byte[] bytes, String name, long maxPixels) {

  /** Checks a declared size before anything is allocated for it. */
  void requireSize(long width, long height) throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw refuse(Kind.CORRUPT, "it declares a size of " + width + "x" + height + " pixels");
    }
    // Both below 2^32, so the product may not fit: divide instead.
    if (width > maxPixels / height) {
      throw refuse(
          Kind.TOO_LARGE,
          "it declares %dx%d pixels, more than the limit of %d"
              .formatted(width, height, maxPixels));
    }
  }

  UnreadableImageException refuse(Kind kind, String reason) {
    return new UnreadableImageException(name, kind, reason);
  }

  UnreadableImageException refuse(Kind kind, String reason, Throwable cause) {
    return new UnreadableImageException(name, kind, reason, cause);
  }
}
