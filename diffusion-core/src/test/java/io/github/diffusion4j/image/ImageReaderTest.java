package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.tensor.RandomStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageReaderTest {
  private static final long LIMIT = 1 << 20;

  /** A row of all 256 levels, each in {@code times} samples. */
  private static byte[] ramp(int times) {
    byte[] row = new byte[256 * times];
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) (i / times);
    }
    return row;
  }

  private static void assertRamp(String what, byte[] file, String mode) throws Exception {
    DecodedImage decoded = ImageReader.decode(file, what, LIMIT);
    assertThat(decoded.image().samples()).as(what).isEqualTo(ramp(1));
    assertThat(decoded.mode()).as(what).isEqualTo(mode);
  }

  @Test
  void everyLevelOfEveryKindOfPngIsExact() throws Exception {
    assertRamp("grey", PngFile.of(256, 1, 8, 0).rows(ramp(1)), "grey");
    assertRamp("RGB", PngFile.of(256, 1, 8, 2).rows(ramp(3)), "grey");
    assertRamp("grey+gAMA", PngFile.of(256, 1, 8, 0).gamma(45455).rows(ramp(1)), "grey");
    assertRamp("grey+linear", PngFile.of(256, 1, 8, 0).gamma(100000).rows(ramp(1)), "grey");
    assertRamp("RGB+gAMA", PngFile.of(256, 1, 8, 2).gamma(220000).rows(ramp(3)), "grey");
    assertRamp(
        "palette",
        PngFile.of(256, 1, 8, 3).gamma(45455).chunk("PLTE", ramp(3)).rows(ramp(1)),
        "grey");
    assertRamp("16-bit grey", PngFile.of(256, 1, 16, 0).rows(ramp(2)), "grey 16-bit");
    assertRamp("16-bit RGB", PngFile.of(256, 1, 16, 2).gamma(9).rows(ramp(6)), "grey 16-bit");
    byte[] opaque = ramp(4);
    byte[] opaqueGrey = ramp(2);
    for (int i = 0; i < 256; i++) {
      opaque[4 * i + 3] = -1;
      opaqueGrey[2 * i + 1] = -1;
    }
    assertRamp("RGBA", PngFile.of(256, 1, 8, 6).rows(opaque), "grey");
    assertRamp("grey+alpha", PngFile.of(256, 1, 8, 4).rows(opaqueGrey), "grey");
  }

  @Test
  void reducesSixteenBitsByRounding() {
    for (int level = 0; level < 65536; level++) {
      assertThat(Pixels.reduce(level))
          .as("level %d", level)
          .isEqualTo((int) Math.rint(level * 255 / 65535.0));
    }
  }

  @Test
  void readsSmallDepthsExactly() throws Exception {
    byte[] bits = PngFile.of(8, 1, 1, 0).rows(new byte[] {(byte) 0b10110001});
    assertThat(ImageReader.read(bits, "1 bit", LIMIT).samples())
        .containsExactly(255, 0, 255, 255, 0, 0, 0, 255);
    byte[] nibbles = PngFile.of(4, 1, 4, 0).rows(new byte[] {0x0F, 0x38});
    assertThat(ImageReader.read(nibbles, "4 bits", LIMIT).samples())
        .containsExactly(0, 255, 51, 136);
  }

  @Test
  void laysTransparencyOverWhite() throws Exception {
    byte[] file =
        PngFile.of(3, 1, 8, 6).rows(new byte[] {9, 9, 9, 0, 0, -56, 0, -128, 5, 6, 7, -1});
    DecodedImage decoded = ImageReader.decode(file, "alpha", LIMIT);
    // 128 / 255 of green 200 over white: 127, 227, 127.
    assertThat(decoded.image().samples()).containsExactly(255, 255, 255, 127, 227, 127, 5, 6, 7);
    assertThat(decoded.mode()).isEqualTo("RGB+alpha");
  }

  @Test
  void honoursTheTransparentColourAtEveryDepth() throws Exception {
    byte[] four = PngFile.of(2, 1, 4, 0).chunk("tRNS", (byte) 0, (byte) 3).rows(new byte[] {0x34});
    assertThat(ImageReader.read(four, "4 bits", LIMIT).samples()).containsExactly(255, 68);
    byte[] eight =
        PngFile.of(2, 1, 8, 2)
            .chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3})
            .rows(new byte[] {1, 2, 3, 1, 2, 4});
    assertThat(ImageReader.read(eight, "8 bits", LIMIT).samples())
        .containsExactly(255, 255, 255, 1, 2, 4);
    // At 16 bits two levels that reduce to one are still two colours.
    byte[] sixteen =
        PngFile.of(2, 1, 16, 0).chunk("tRNS", (byte) 5, (byte) 1).rows(new byte[] {5, 1, 5, 2});
    assertThat(ImageReader.read(sixteen, "16 bits", LIMIT).samples()).containsExactly(255, 5);
  }

  /** One small picture in every format that is read. */
  private static Map<String, byte[]> everyFormat() throws IOException {
    BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
    RandomStream stream = RandomStream.of(5, "reader-test", 0);
    for (int i = 0; i < 108; i++) {
      image.setRGB(i % 12, i / 12, stream.nextInt(1 << 24));
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String format : new String[] {"png", "jpeg", "gif", "bmp", "tiff"}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      assertThat(ImageIO.write(image, format, file)).as(format).isTrue();
      files.put(format, file.toByteArray());
    }
    ByteArrayOutputStream pnm = new ByteArrayOutputStream();
    pnm.writeBytes("P6\n12 9\n255\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 108; i++) {
      int pixel = image.getRGB(i % 12, i / 12);
      pnm.writeBytes(new byte[] {(byte) (pixel >> 16), (byte) (pixel >> 8), (byte) pixel});
    }
    files.put("pnm", pnm.toByteArray());
    return files;
  }

  @Test
  void readsLosslessFormatsAlike() throws Exception {
    Map<String, byte[]> files = everyFormat();
    Image expected = ImageReader.read(files.get("png"), "png", LIMIT);
    for (String format : new String[] {"bmp", "tiff", "pnm"}) {
      assertThat(ImageReader.read(files.get(format), format, LIMIT)).as(format).isEqualTo(expected);
    }
    for (String format : new String[] {"jpeg", "gif"}) {
      assertThat(ImageReader.read(files.get(format), format, LIMIT)).hasToString("12x9 RGB");
    }
  }

  @Test
  void readsGreyExactlyInOtherFormats() throws Exception {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, 256, 1, ramp(1));
    for (String format : new String[] {"tiff", "bmp"}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(image, format, file);
      assertRamp(format, file.toByteArray(), "grey");
    }
    byte[] pgm = Arrays.copyOf("P5 256 1 255\n".getBytes(StandardCharsets.US_ASCII), 13 + 256);
    System.arraycopy(ramp(1), 0, pgm, 13, 256);
    assertRamp("pnm", pgm, "grey");
  }

  @Test
  void brokenFilesEndInOneExceptionOnly() throws Exception {
    for (Map.Entry<String, byte[]> entry : everyFormat().entrySet()) {
      byte[] whole = entry.getValue();
      for (int length = 0; length < whole.length; length++) {
        readOrRefuse(entry.getKey() + " cut at " + length, Arrays.copyOf(whole, length));
      }
      RandomStream stream = RandomStream.of(17, entry.getKey(), 0);
      for (int trial = 0; trial < 400; trial++) {
        byte[] broken = whole.clone();
        for (int flips = 1 + stream.nextInt(4); flips > 0; flips--) {
          broken[stream.nextInt(broken.length)] = (byte) stream.nextInt(256);
        }
        readOrRefuse(entry.getKey() + " seed 17 trial " + trial, broken);
      }
    }
  }

  private static void readOrRefuse(String what, byte[] file) {
    try {
      ImageReader.read(file, what, LIMIT);
    } catch (UnreadableImageException expected) {
      assertThat(expected.name()).isEqualTo(what);
      assertThat(expected.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(250);
    } catch (Throwable escaped) {
      throw new AssertionError(what, escaped);
    }
  }

  private static UnreadableImageException refusal(byte[] file) {
    return catchThrowableOfType(
        UnreadableImageException.class, () -> ImageReader.read(file, "x.bin", LIMIT));
  }

  @Test
  void cutOffPicturesAreNotHalfRead() throws Exception {
    Map<String, byte[]> files = everyFormat();
    for (String format : new String[] {"png", "jpeg", "bmp", "pnm"}) {
      byte[] whole = files.get(format);
      assertThat(refusal(Arrays.copyOf(whole, whole.length * 3 / 4)))
          .as(format)
          .isNotNull()
          .extracting(UnreadableImageException::kind)
          .isEqualTo(Kind.CORRUPT);
    }
    // Whole files whose pixel data stops after one of four rows.
    for (int depth : new int[] {8, 16}) {
      assertThat(refusal(PngFile.of(4, 4, depth, 0).rows(new byte[depth / 2]))).isNotNull();
    }
  }

  @Test
  void checksTheDeclaredSizeBeforeDecoding() throws Exception {
    byte[] png = PngFile.of(100_000, 50_000, 8, 2).rows();
    assertThat(refusal(png))
        .hasMessage(
            "x.bin: too large: it declares 100000x50000 pixels, more than the limit of 1048576");
    Map<String, byte[]> files = everyFormat();
    byte[] gif = files.get("gif").clone();
    int descriptor = indexOf(gif, (byte) 0x2C, 13 + 3 * (2 << (gif[10] & 7)));
    Arrays.fill(gif, descriptor + 5, descriptor + 9, (byte) -1);
    byte[] jpeg = files.get("jpeg").clone();
    int frame = indexOf(jpeg, (byte) 0xC0, 2);
    Arrays.fill(jpeg, frame + 4, frame + 8, (byte) 0xF0);
    byte[] bmp = files.get("bmp").clone();
    ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(18, 30_000).putInt(22, 40_000);
    byte[] pnm = "P6 70000 70000 255\n".getBytes(StandardCharsets.US_ASCII);
    for (byte[] file : new byte[][] {gif, jpeg, bmp, pnm}) {
      assertThat(refusal(file)).hasMessageStartingWith("x.bin: too large: it declares");
    }
    assertThat(refusal(PngFile.of(0, 5, 8, 0).rows()).kind()).isEqualTo(Kind.CORRUPT);
  }

  private static int indexOf(byte[] file, byte value, int from) {
    int at = from;
    while (file[at] != value) {
      at++;
    }
    return at;
  }

  @Test
  void namesWhatItDoesNotRead() {
    assertThat(refusal(new byte[0]).kind()).isEqualTo(Kind.EMPTY);
    assertThat(refusal("hello, world".getBytes(StandardCharsets.US_ASCII)).kind())
        .isEqualTo(Kind.NOT_A_PICTURE);
    assertThat(refusal("\0\0\0\0ftypavif".getBytes(StandardCharsets.US_ASCII)))
        .hasMessage("x.bin: unsupported: AVIF is not read; convert to PNG");
    byte[] png = PngFile.of(1, 1, 8, 0).rows(new byte[1]);
    png[png.length - 20] ^= 1;
    assertThat(refusal(png).reason()).isEqualTo("the checksum of chunk IDAT is wrong");
  }
}
