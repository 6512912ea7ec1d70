package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedPngTest {
  /** All colours alike, so that only numbers can tell pixels apart. */
  private static byte[] palette(int bitDepth, byte[]... rows) {
    int width = rows[0].length * 8 / bitDepth;
    return PngFile.of(width, rows.length, bitDepth, PngChunks.PALETTE)
        .chunk("PLTE", new byte[3 << bitDepth])
        .rows(rows);
  }

  private static IndexedPng read(byte[] file) throws UnreadableImageException {
    return IndexedPng.read(file, "s.png", ReadOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void keepsNumbersOfAnyDepth(int bitDepth) throws UnreadableImageException {
    byte[][] rows = {{0x1B, (byte) 0xFF, 0x05}, {(byte) 0xE4, 0x00, (byte) 0x80}};
    IndexedPng png = read(palette(bitDepth, rows));
    assertThat(png.width()).isEqualTo(24 / bitDepth);
    assertThat(png.height()).isEqualTo(2);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < png.width(); x++) {
        int bit = x * bitDepth;
        int shift = 8 - bitDepth - bit % 8;
        int expected = (rows[y][bit / 8] & 0xFF) >> shift & ((1 << bitDepth) - 1);
        assertThat(png.number(x, y)).as(x + "," + y).isEqualTo(expected);
      }
    }
  }

  @Test
  void takesGreyLevelsForNumbers() throws UnreadableImageException {
    byte[] file = PngFile.of(3, 1, 8, PngChunks.GREY).rows(new byte[] {0, 7, -1});
    assertThat(read(file).number(1, 0)).isEqualTo(7);
    assertThat(read(file).number(2, 0)).isEqualTo(255);
  }

  private static void assertRefused(byte[] file, Kind kind) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            UnreadableImageException.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  @Test
  void refusesOtherPicturesAndBrokenOnes() {
    assertRefused(Png.encode(new Image(1, 1, 3, new byte[] {1, 2, 3})), Kind.UNSUPPORTED);
    assertRefused("GIF89a".getBytes(), Kind.NOT_A_PICTURE);
    assertRefused(new byte[0], Kind.NOT_A_PICTURE);
    byte[] good = palette(8, new byte[100], new byte[100]);
    assertRefused(Arrays.copyOf(good, good.length - 30), Kind.CORRUPT);
    byte[] huge = PngFile.of(1 << 20, 1 << 20, 8, PngChunks.PALETTE).rows(new byte[1]);
    assertRefused(huge, Kind.TOO_LARGE);
  }
}
