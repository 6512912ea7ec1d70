package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes PBM, PGM, PPM and PAM, in text and in bytes; commons-imaging would reduce their 16 bits.
 * Levels are stretched from the file's highest to 255 or, if that is above 255, to 65535, and
 * rounded.
 */
final class PnmDecoder {
  private final ImageSource source;
  private final byte[] file;

  /** After the P and its digit. */
  private int at = 2;

  private PnmDecoder(ImageSource source) {
    this.source = source;
    this.file = source.bytes();
  }

  static StoredImage decode(ImageSource source) throws UnreadableImageException, IOException {
    PnmDecoder decoder = new PnmDecoder(source);
    char kind = (char) source.bytes()[1];
    return StoredImage.upright(
        switch (kind) {
          case '1', '4' -> decoder.bits(kind == '1');
          case '7' -> decoder.pam();
          default -> decoder.levels(kind == '3' || kind == '6' ? 3 : 1, kind <= '3');
        });
  }

  private Pixels bits(boolean text) throws UnreadableImageException, IOException {
    int width = number();
    int height = number();
    source.requireSize(width, height);
    byte[] samples = new byte[Pixels.length(width, height, 1, 8)];
    if (!text) {
      at++;
    }
    int stride = (width + 7) / 8;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean black =
            text ? digit() == '1' : (byteAt(at + y * stride + x / 8) >> (7 - x % 8) & 1) == 1;
        samples[y * width + x] = (byte) (black ? 0 : 255);
      }
    }
    return new Pixels(width, height, 1, 8, samples);
  }

  /** In text, bits need no space between them. */
  private int digit() throws IOException {
    skipSpace();
    int digit = byteAt(at++);
    if (digit != '0' && digit != '1') {
      throw new IOException("a bit that is neither 0 nor 1");
    }
    return digit;
  }

  private Pixels levels(int channels, boolean text) throws UnreadableImageException, IOException {
    int width = number();
    int height = number();
    source.requireSize(width, height);
    int highest = number();
    at += text ? 0 : 1;
    return samples(width, height, channels, highest, text);
  }

  private Pixels pam() throws UnreadableImageException, IOException {
    int width = 0;
    int height = 0;
    int channels = 0;
    int highest = 0;
    for (String word = word(); !word.equals("ENDHDR"); word = word()) {
      switch (word) {
        case "WIDTH" -> width = number();
        case "HEIGHT" -> height = number();
        case "DEPTH" -> channels = number();
        case "MAXVAL" -> highest = number();
        case "TUPLTYPE" -> word();
        default -> throw new IOException("the word '" + word + "' in its header");
      }
    }
    source.requireSize(width, height);
    if (channels < 1 || channels > 4) {
      throw source.refuse(Kind.UNSUPPORTED, "it has " + channels + " channels, not 1 to 4");
    }
    at++;
    return samples(width, height, channels, highest, false);
  }

  private Pixels samples(int width, int height, int channels, int highest, boolean text)
      throws IOException {
    if (highest < 1 || highest > 65535) {
      throw new IOException("a highest level of " + highest);
    }
    int depth = highest < 256 ? 8 : 16;
    int top = (1 << depth) - 1;
    byte[] samples = new byte[Pixels.length(width, height, channels, depth)];
    int count = width * height * channels;
    for (int i = 0; i < count; i++) {
      int level;
      if (text) {
        level = number();
      } else if (depth == 8) {
        level = byteAt(at++);
      } else {
        level = byteAt(at) << 8 | byteAt(at + 1);
        at += 2;
      }
      if (level > highest) {
        throw new IOException("level " + level + " above the highest, " + highest);
      }
      Pixels.put(samples, depth, i, (int) (((long) level * top + highest / 2) / highest));
    }
    return new Pixels(width, height, channels, depth, samples);
  }

  private int number() throws IOException {
    String word = word();
    if (word.length() > 9 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IOException("'" + word + "' where a number belongs");
    }
    return Integer.parseInt(word);
  }

  private String word() throws IOException {
    skipSpace();
    int first = at;
    while (at < file.length && file[at] > ' ' && file[at] != '#') {
      at++;
    }
    if (at == first) {
      throw new EOFException();
    }
    return new String(file, first, at - first, StandardCharsets.ISO_8859_1);
  }

  private void skipSpace() {
    boolean comment = false;
    while (at < file.length && (comment || file[at] == '#' || file[at] >= 0 && file[at] <= ' ')) {
      comment = file[at] == '#' || comment && file[at] != '\n' && file[at] != '\r';
      at++;
    }
  }

  private int byteAt(int index) throws IOException {
    if (index < 0 || index >= file.length) {
      throw new EOFException();
    }
    return file[index] & 0xFF;
  }
}
