package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Decodes JPEG, baseline and progressive, with the platform's reader: commons-imaging reads
 * baseline only. CMYK and YCCK, which that reader leaves to its caller, are converted here.
 */
final class JpegDecoder {
  private JpegDecoder() {}

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    JpegSegments jpeg = JpegSegments.of(source.bytes());
    Pixels pixels =
        jpeg.components() == 4
            ? fourChannels(source, jpeg)
            : Buffers.pixels(PlatformReader.image(source, jpeg.essential(), "jpeg"));
    return new StoredImage(pixels, Orientation.ofExif(jpeg.exif()));
  }

  private static Pixels fourChannels(ImageSource source, JpegSegments jpeg)
      throws UnreadableImageException, IOException {
    Raster raster = PlatformReader.raster(source, jpeg.essential(), "jpeg");
    if (raster.getNumBands() != 4) {
      throw source.refuse(Kind.CORRUPT, "it declares 4 channels and has " + raster.getNumBands());
    }
    byte[] inks = Buffers.samples(raster, 8);
    Cmyk.inks(inks, jpeg.ycck());
    return Cmyk.pixels(raster.getWidth(), raster.getHeight(), inks);
  }
}
