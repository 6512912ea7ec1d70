package io.github.diffusion4j.inspect;

import io.github.diffusion4j.data.StoredPicture;
import io.github.diffusion4j.image.Dihedral;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.image.PictureSpectrum;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;

/**
 * What is kept of a picture: some 600 bytes, whatever its size.
 *
 * @param fileDigest of its file
 * @param digest of its pixels, over white, at 8 bits
 * @param hash of what it looks like
 * @param mirrored the hash that it would have, left and right exchanged
 * @param telling whether there is enough to see for the hashes to mean something
 * @param flat whether it is of one colour
 */
record PictureFacts(
    String name,
    String label,
    String caption,
    int width,
    int height,
    boolean drawn,
    String fileDigest,
    String digest,
    PerceptualHash hash,
    PerceptualHash mirrored,
    boolean telling,
    boolean flat) {

  static PictureFacts of(StoredPicture picture) {
    Image image = picture.decoded().image();
    byte[] samples = image.samples();
    String size = image.width() + "x" + image.height() + "x" + image.channels() + '\n';
    PictureSpectrum spectrum = PictureSpectrum.of(image);
    return new PictureFacts(
        picture.name(),
        picture.label(),
        picture.caption(),
        image.width(),
        image.height(),
        picture.isDrawn(),
        picture.digest(),
        Digests.sha256(size.getBytes(StandardCharsets.UTF_8), samples),
        spectrum.hash(Dihedral.IDENTITY),
        spectrum.hash(Dihedral.MIRRORED),
        spectrum.isTelling(),
        isFlat(samples, image.channels()));
  }

  private static boolean isFlat(byte[] samples, int channels) {
    for (int i = channels; i < samples.length; i++) {
      if (samples[i] != samples[i - channels]) {
        return false;
      }
    }
    return true;
  }
}
