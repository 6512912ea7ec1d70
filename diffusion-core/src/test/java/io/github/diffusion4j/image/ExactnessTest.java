package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.tensor.Windows.Filter;
import java.awt.image.IndexColorModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All 256 levels, from a file to a tensor, into a file and out of it again: bit for bit. */
class ExactnessTest {
  private static final int[] GREY = new int[256];

  /** Three ramps that differ, so that channels that were swapped show. */
  private static final int[] COLOURS = new int[768];

  static {
    for (int i = 0; i < 256; i++) {
      GREY[i] = i;
      COLOURS[3 * i] = i;
      COLOURS[3 * i + 1] = 255 - i;
      COLOURS[3 * i + 2] = i * 7 & 0xFF;
    }
  }

  private static byte[] bytes(int[] levels) {
    byte[] bytes = new byte[levels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) levels[i];
    }
    return bytes;
  }

  /** 16-bit levels that are exactly those of 8 bits: 257 times as high. */
  private static int[] deep(int[] levels) {
    return Arrays.stream(levels).map(level -> level * 257).toArray();
  }

  private static byte[] deepBytes(int[] levels) {
    byte[] bytes = new byte[2 * levels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) levels[i / 2];
    }
    return bytes;
  }

  /** Adds an alpha of the top level to every pixel. */
  private static int[] opaque(int[] levels, int channels, int top) {
    int[] with = new int[levels.length / channels * (channels + 1)];
    for (int i = 0; i < with.length; i++) {
      int c = i % (channels + 1);
      with[i] = c == channels ? top : levels[i / (channels + 1) * channels + c];
    }
    return with;
  }

  /** What the issue lists and some more, by the letter of the PNG format. */
  private static Map<String, byte[]> pngs(boolean colour) {
    int[] levels = colour ? COLOURS : GREY;
    int type = colour ? 2 : 0;
    int channels = colour ? 3 : 1;
    byte[] row = bytes(levels);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("plain", PngFile.of(256, 1, 8, type).rows(row));
    files.put("gAMA", PngFile.of(256, 1, 8, type).gamma(45455).rows(row));
    files.put("linear gAMA", PngFile.of(256, 1, 8, type).gamma(100000).rows(row));
    files.put("odd gAMA", PngFile.of(256, 1, 8, type).gamma(220000).rows(row));
    files.put("alpha", PngFile.of(256, 1, 8, type + 4).rows(bytes(opaque(levels, channels, 255))));
    files.put("16-bit", PngFile.of(256, 1, 16, type).rows(deepBytes(levels)));
    files.put("16-bit gAMA", PngFile.of(256, 1, 16, type).gamma(45455).rows(deepBytes(levels)));
    files.put(
        "16-bit alpha",
        PngFile.of(256, 1, 16, type + 4).rows(deepBytes(opaque(levels, channels, 255))));
    byte[] palette = colour ? row : bytes(Arrays.stream(new int[768]).toArray());
    for (int i = 0; !colour && i < palette.length; i++) {
      palette[i] = (byte) (i / 3);
    }
    files.put(
        "palette", PngFile.of(256, 1, 8, 3).gamma(45455).chunk("PLTE", palette).rows(bytes(GREY)));
    return files;
  }

  /** The same as ImageIO writes them, and PNM. */
  private static Map<String, byte[]> others(boolean colour) {
    int[] levels = colour ? COLOURS : GREY;
    int channels = colour ? 3 : 1;
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] reds = bytes(GREY);
    byte[] greens = colour ? reds.clone() : reds;
    for (int i = 0; colour && i < 256; i++) {
      greens[i] = (byte) (255 - i);
    }
    byte[] blues = reds.clone();
    for (int i = 0; colour && i < 256; i++) {
      blues[i] = (byte) (i * 7);
    }
    IndexColorModel palette = new IndexColorModel(8, 256, reds, greens, blues);
    for (String format : new String[] {"png", "tiff", "bmp", "gif"}) {
      files.put(
          format + " palette",
          PictureFiles.written(PictureFiles.indexed(256, 1, palette, GREY), format));
      if (!format.equals("gif")) {
        files.put(
            format,
            PictureFiles.written(PictureFiles.buffered(256, 1, channels, 8, levels), format));
      }
    }
    for (String format : new String[] {"png", "tiff"}) {
      int[] alpha = opaque(levels, channels, 255);
      int[] deepAlpha = opaque(deep(levels), channels, 65535);
      files.put(
          format + " alpha",
          PictureFiles.written(PictureFiles.buffered(256, 1, channels + 1, 8, alpha), format));
      files.put(
          format + " 16-bit",
          PictureFiles.written(PictureFiles.buffered(256, 1, channels, 16, deep(levels)), format));
      files.put(
          format + " 16-bit alpha",
          PictureFiles.written(PictureFiles.buffered(256, 1, channels + 1, 16, deepAlpha), format));
    }
    String kind = colour ? "P6" : "P5";
    files.put("pnm", PictureFiles.pnm(kind + " 256 1 255\n", levels, 8));
    files.put("pnm 16-bit", PictureFiles.pnm(kind + " 256 1 65535\n", deep(levels), 16));
    files.put(
        "pam",
        PictureFiles.pnm(
            "P7\nWIDTH 256\nHEIGHT 1\nDEPTH %d\nMAXVAL 255\nTUPLTYPE X\nENDHDR\n"
                .formatted(channels + 1),
            opaque(levels, channels, 255),
            8));
    StringBuilder text = new StringBuilder(colour ? "P3 # ramp\n256 1 255" : "P2 256 1 255");
    Arrays.stream(levels).forEach(level -> text.append(' ').append(level));
    files.put("pnm text", text.toString().getBytes(StandardCharsets.US_ASCII));
    return files;
  }

  private static void assertExact(String what, byte[] file, boolean colour) throws Exception {
    DecodedImage decoded = ImageReader.decode(file, what, ReadOptions.DEFAULT);
    int channels = colour ? 3 : 1;
    boolean deep = what.contains("16-bit");
    assertThat(decoded.mode())
        .as(what)
        .isEqualTo((colour ? "RGB" : "grey") + (deep ? " 16-bit" : ""));
    assertThat(decoded.pixels().depth()).as(what).isEqualTo(deep ? 16 : 8);
    Image loaded = decoded.image();
    assertThat(loaded.samples()).as(what).isEqualTo(bytes(colour ? COLOURS : GREY));
    float[] tensor = new float[256 * channels];
    loaded.toPlanar(tensor, 0);
    byte[] saved = Png.encode(Image.ofPlanar(tensor, 0, channels, 1, 256));
    assertThat(ImageReader.read(saved, what, ReadOptions.DEFAULT)).as(what).isEqualTo(loaded);
    // The same through what loading with a size does.
    assertThat(decoded.pixels().resized(256, 1, Filter.BICUBIC).toImage()).isEqualTo(loaded);
  }

  @Test
  void everyLevelOfEveryKindOfPngSurvives() throws Exception {
    for (boolean colour : new boolean[] {false, true}) {
      for (Map.Entry<String, byte[]> file : pngs(colour).entrySet()) {
        assertExact((colour ? "RGB " : "grey ") + file.getKey(), file.getValue(), colour);
      }
    }
  }

  @Test
  void everyLevelOfOtherFormatsSurvives() throws Exception {
    for (boolean colour : new boolean[] {false, true}) {
      for (Map.Entry<String, byte[]> file : others(colour).entrySet()) {
        assertExact((colour ? "RGB " : "grey ") + file.getKey(), file.getValue(), colour);
      }
    }
  }

  @Test
  void keepsAllLevelsOfSixteenBits() throws Exception {
    int[] levels = new int[65536];
    Arrays.setAll(levels, i -> i);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("pgm", PictureFiles.pnm("P5 256 256 65535\n", levels, 16));
    for (String format : new String[] {"png", "tiff"}) {
      files.put(
          format, PictureFiles.written(PictureFiles.buffered(256, 256, 1, 16, levels), format));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Pixels pixels = ImageReader.decode(file.getValue(), file.getKey(), 65536).pixels();
      for (int i = 0; i < 65536; i++) {
        assertThat(pixels.level(i)).as(file.getKey()).isEqualTo(i);
      }
      assertThat(pixels.toImage().sample(255, 255, 0)).isEqualTo(255);
    }
  }

  @Test
  void readsInvertedGreyOfTiff() throws Exception {
    for (int depth : new int[] {8, 16}) {
      int[] levels = depth == 8 ? GREY : deep(GREY);
      byte[] file = PictureFiles.written(PictureFiles.buffered(256, 1, 1, depth, levels), "tiff");
      // Photometric interpretation, tag 0x106, of type short: 1 is black at zero, 0 white.
      boolean found = false;
      for (int i = 0; i < file.length - 12; i++) {
        boolean little = file[0] == 'I';
        int tag = little ? file[i] & 0xFF | file[i + 1] << 8 : file[i] << 8 | file[i + 1] & 0xFF;
        if (tag == 0x106 && file[i + (little ? 2 : 3)] == 3 && !found) {
          file[i + (little ? 8 : 9)] = 0;
          found = true;
        }
      }
      assertThat(found).isTrue();
      byte[] inverted = bytes(Arrays.stream(GREY).map(level -> 255 - level).toArray());
      assertThat(ImageReader.read(file, depth + " bits", 256).samples())
          .as(depth + " bits")
          .isEqualTo(inverted);
    }
  }

  @Test
  void laysEveryAlphaOverTheBackgroundAtItsDepth() throws Exception {
    int[] pixels = new int[256 * 4];
    for (int i = 0; i < 256; i++) {
      pixels[4 * i] = 200;
      pixels[4 * i + 1] = 100;
      pixels[4 * i + 2] = 0;
      pixels[4 * i + 3] = i;
    }
    for (String format : new String[] {"png", "tiff"}) {
      for (int depth : new int[] {8, 16}) {
        int[] samples = depth == 8 ? pixels : deep(pixels);
        byte[] file =
            PictureFiles.written(PictureFiles.buffered(256, 1, 4, depth, samples), format);
        DecodedImage laid =
            ImageReader.decode(file, format, ReadOptions.DEFAULT.withBackground(0x102030));
        assertThat(laid.mode()).startsWith("RGB+alpha");
        for (int i = 0; i < 256; i++) {
          for (int c = 0; c < 3; c++) {
            int under = new int[] {0x10, 0x20, 0x30}[c];
            double exact = (pixels[4 * i + c] * i + under * (255 - i)) / 255.0;
            assertThat(laid.pixels().sample(i, 0, c))
                .as("%s, %d bits, alpha %d, channel %d", format, depth, i, c)
                .isEqualTo((int) Math.rint(exact * (depth == 8 ? 1 : 257)));
          }
        }
      }
    }
  }
}
