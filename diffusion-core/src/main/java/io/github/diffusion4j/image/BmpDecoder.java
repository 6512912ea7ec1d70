package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes BMP with the platform's reader: commons-imaging reads none that is stored from the top
 * down, and is off by up to 7 levels in 16-bit BMP.
 */
final class BmpDecoder {
  private BmpDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    ByteBuffer file = ByteBuffer.wrap(source.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (file.capacity() > 30 && file.get(14) >= 40) {
      // A negative height says that the rows are stored from the top down.
      source.requireSize(file.getInt(18), Math.abs((long) file.getInt(22)));
      if (file.get(30) == 4 || file.get(30) == 5) {
        // The picture inside has a size of its own that nobody has checked.
        throw source.refuse(Kind.UNSUPPORTED, "it is a JPEG or PNG inside a BMP; convert to PNG");
      }
    }
    return StoredImage.upright(Buffers.pixels(PlatformReader.image(source, source.bytes(), "bmp")));
  }
}
