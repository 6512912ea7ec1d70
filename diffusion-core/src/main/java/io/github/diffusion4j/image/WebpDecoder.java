package io.github.diffusion4j.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.IOException;

/**
 * Decodes WebP, lossy and lossless, with TwelveMonkeys; of an animation the first frame. Lossless
 * files give the levels that they store; where a lossy one halves its colours, they are doubled
 * without the smoothing that Google's decoder adds, which moves levels by one or two on average.
 */
final class WebpDecoder {
  private WebpDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    WebpChunks webp = WebpChunks.of(source);
    if (webp.essential() == null) {
      throw source.refuse(Kind.CORRUPT, "it has no pixel data (chunk VP8 or VP8L)");
    }
    return new StoredImage(
        Buffers.pixels(
            PlatformReader.image(
                source, webp.essential(), new WebPImageReaderSpi().createReaderInstance(null))),
        Orientation.ofExif(webp.exif()));
  }
}
