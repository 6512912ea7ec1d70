package io.github.diffusion4j.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The digest that a file carries within itself: it is taken with zeros in place of its own digits,
 * and stands in the header's bytes exactly once.
 */
final class FileDigest {
  static final String BLANK = "0".repeat(64);
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  private FileDigest() {}

  /**
   * Puts another digest in place of the one in the header, and returns the new header.
   *
   * @throws IllegalArgumentException if the digest is not 64 hexadecimal digits, or does not stand
   *     in the header exactly once
   */
  static byte[] replaced(byte[] header, String present, String wanted) {
    if (!DIGITS.matcher(present).matches()) {
      throw new IllegalArgumentException("its digest is not 64 hexadecimal digits");
    }
    String before = '"' + Safetensors.DIGEST_KEY + "\":\"";
    // One character a byte, so that positions in the text are positions in the header.
    String text = new String(header, StandardCharsets.ISO_8859_1);
    int found = text.indexOf(before + present + '"');
    if (found < 0 || text.indexOf(before, found + 1) >= 0) {
      throw new IllegalArgumentException("its digest does not stand where it should");
    }
    byte[] copy = Arrays.copyOf(header, header.length);
    byte[] digits = wanted.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, copy, found + before.length(), digits.length);
    return copy;
  }
}
