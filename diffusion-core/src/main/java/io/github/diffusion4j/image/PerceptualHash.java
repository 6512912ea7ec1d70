package io.github.diffusion4j.image;

import java.util.HexFormat;

/**
 * 256 bits that say what a picture looks like, as PDQ defines them ("The TMK+PDQF Video-Hashing
 * Algorithm and the PDQ Image-Hashing Algorithm", Facebook 2019): pictures that look alike have
 * hashes of small {@link #distance}, those of unrelated pictures are about 128 apart. Resizing,
 * lossy compression and changes of brightness move few bits; cropping moves many.
 *
 * <p>A hash of a picture without much to see in it is made of noise: look at {@link
 * PictureSpectrum#quality} before comparing.
 *
 * @param first bits 0 to 63, bit 0 the lowest; bit {@code 16 i + j} is set if the coefficient of
 *     vertical frequency i + 1 and horizontal frequency j + 1 is above the median of all
 * @param second bits 64 to 127
 * @param third bits 128 to 191
 * @param fourth bits 192 to 255
 */
public record PerceptualHash(long first, long second, long third, long fourth) {
  /** The bits of a hash. */
  public static final int BITS = 256;

  /** The largest distance at which PDQ takes two pictures for the same. */
  public static final int SAME = 31;

  private static final int DIGITS = BITS / 4;

  /** Hashes a picture as it is; {@link PictureSpectrum} hashes it turned and mirrored, too. */
  public static PerceptualHash of(Image image) {
    return PictureSpectrum.of(image).hash(Dihedral.IDENTITY);
  }

  /** Returns in how many bits two hashes differ, 0 to 256. */
  public int distance(PerceptualHash other) {
    return Long.bitCount(first ^ other.first)
        + Long.bitCount(second ^ other.second)
        + Long.bitCount(third ^ other.third)
        + Long.bitCount(fourth ^ other.fourth);
  }

  /** Returns 64 hexadecimal digits in lower case, bit 255 first, as PDQ writes its hashes. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(fourth)
        + hex.toHexDigits(third)
        + hex.toHexDigits(second)
        + hex.toHexDigits(first);
  }

  /**
   * Reads what {@link #hex} writes.
   *
   * @throws IllegalArgumentException if it is not 64 hexadecimal digits
   */
  public static PerceptualHash ofHex(String hex) {
    if (hex.length() != DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException(
          "a perceptual hash is 64 hexadecimal digits, not '" + hex + "'");
    }
    return new PerceptualHash(
        HexFormat.fromHexDigitsToLong(hex, 48, 64),
        HexFormat.fromHexDigitsToLong(hex, 32, 48),
        HexFormat.fromHexDigitsToLong(hex, 16, 32),
        HexFormat.fromHexDigitsToLong(hex, 0, 16));
  }
}
