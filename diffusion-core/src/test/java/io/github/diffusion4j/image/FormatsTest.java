package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;

/** What formats say of colours and of up and down. */
class FormatsTest {
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

  private static int[] flat(int width, int height, int... pixel) {
    int[] samples = new int[width * height * pixel.length];
    Arrays.setAll(samples, i -> pixel[i % pixel.length]);
    return samples;
  }

  private static byte[] adobe(int transform) {
    byte[] segment = ADOBE.clone();
    segment[11] = (byte) transform;
    return segment;
  }

  private static Image read(byte[] file) throws Exception {
    return ImageReader.read(file, "test", ReadOptions.DEFAULT);
  }

  private static void assertFlat(byte[] file, int... levels) throws Exception {
    Image image = read(file);
    for (int c = 0; c < 3; c++) {
      assertThat(image.sample(7, 7, Math.min(c, image.channels() - 1)))
          .as("channel %d", c)
          .isBetween(levels[c] - 2, levels[c] + 2);
    }
  }

  @Test
  void convertsCmyk() throws Exception {
    // Inverted inks, as Adobe stores them: 200 * 220 / 255, 100 * 220 / 255, 50 * 220 / 255.
    byte[] file = PictureFiles.rawJpeg(16, 16, 4, flat(16, 16, 200, 100, 50, 220), false);
    assertFlat(PictureFiles.withSegment(file, 0xEE, adobe(0)), 173, 86, 43);
    assertFlat(file, 173, 86, 43);
  }

  @Test
  void convertsYcck() throws Exception {
    // Luma 120 and chroma 100, 180 are red 193, green 93 and blue 70, here for inks.
    byte[] file = PictureFiles.rawJpeg(16, 16, 4, flat(16, 16, 120, 100, 180, 255), false);
    assertFlat(PictureFiles.withSegment(file, 0xEE, adobe(2)), 255 - 193, 255 - 93, 255 - 70);
  }

  @Test
  void takesThreeChannelsForLumaAndChromaUnlessToldOtherwise() throws Exception {
    byte[] file = PictureFiles.rawJpeg(16, 16, 3, flat(16, 16, 120, 100, 180), false);
    assertFlat(file, 193, 93, 70);
    // A note that is no word on colours changes nothing.
    assertFlat(PictureFiles.withSegment(file, 0xE1, exifSegment(1)), 193, 93, 70);
    assertFlat(PictureFiles.withSegment(file, 0xEE, adobe(1)), 193, 93, 70);
    assertFlat(PictureFiles.withSegment(file, 0xEE, adobe(0)), 120, 100, 180);
  }

  @Test
  void readsProgressiveJpegAsBaseline() throws Exception {
    int[] samples = new int[40 * 30 * 3];
    Arrays.setAll(samples, i -> (i * 7 + i / 90 * 5) & 0xFF);
    byte[] progressive = PictureFiles.rawJpeg(40, 30, 3, samples, true);
    // The second start of frame: C2, not C0.
    assertThat(new String(progressive, StandardCharsets.ISO_8859_1)).contains("\u00ff\u00c2");
    assertThat(read(progressive)).isEqualTo(read(PictureFiles.rawJpeg(40, 30, 3, samples, false)));
  }

  @Test
  void readsWebp() throws Exception {
    DecodedImage lossless =
        ImageReader.decode(PictureFiles.webpLossless(), "webp", ReadOptions.DEFAULT);
    // 128 / 255 of red over white.
    assertThat(lossless.image().samples())
        .containsExactly((byte) 255, (byte) 127, (byte) 127, (byte) 10, (byte) 200, (byte) 30);
    assertThat(lossless.mode()).isEqualTo("RGB+alpha");
    assertThat(lossless.format()).isEqualTo("WEBP");
    Image lossy = read(PictureFiles.webpLossy());
    assertThat(lossy).hasToString("16x16 grey");
    assertThat(lossy.sample(3, 3, 0)).isBetween(126, 130);
  }

  private static byte[] body(byte[] webp) {
    return Arrays.copyOfRange(webp, 20, 20 + (webp[16] & 0xFF));
  }

  @Test
  void readsTheFirstFrameOfAnAnimatedWebp() throws Exception {
    byte[] frame = new byte[16 + 8 + 24];
    byte[] lossy = Arrays.copyOfRange(PictureFiles.webpLossy(), 12, 44);
    frame = Arrays.copyOf(frame, 16 + lossy.length);
    frame[6] = 15;
    frame[9] = 15;
    System.arraycopy(lossy, 0, frame, 16, lossy.length);
    byte[] canvas = {2, 0, 0, 0, 15, 0, 0, 15, 0, 0};
    byte[] file = PictureFiles.riff("VP8X", canvas, "ANIM", new byte[6], "ANMF", frame);
    assertThat(read(file)).isEqualTo(read(PictureFiles.webpLossy()));
  }

  private static byte[] exifSegment(int orientation) {
    byte[] exif = PictureFiles.exif(orientation);
    byte[] segment = new byte[6 + exif.length];
    System.arraycopy(new byte[] {'E', 'x', 'i', 'f', 0, 0}, 0, segment, 0, 6);
    System.arraycopy(exif, 0, segment, 6, exif.length);
    return segment;
  }

  /** Where the stored pixel (0, 0) of a picture of 2x1 is, once upright: x and y. */
  private static int[] corner(int orientation) {
    return switch (orientation) {
      case 2, 3 -> new int[] {1, 0};
      case 7, 8 -> new int[] {0, 1};
      default -> new int[] {0, 0};
    };
  }

  @Test
  void turnsUprightInEveryFormat() throws Exception {
    for (int orientation = 1; orientation <= 8; orientation++) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(
          "PNG",
          PngFile.of(2, 1, 8, 2)
              .chunk("eXIf", PictureFiles.exif(orientation))
              .rows(new byte[] {-1, 0, 0, 10, -56, 30}));
      files.put(
          "WebP",
          PictureFiles.riff(
              "VP8L", body(PictureFiles.webpLossless()), "EXIF", PictureFiles.exif(orientation)));
      files.put("TIFF", tiff(orientation));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Image image = read(file.getValue());
        String what = file.getKey() + " " + orientation;
        assertThat(image.width()).as(what).isEqualTo(orientation < 5 ? 2 : 1);
        int[] at = corner(orientation);
        assertThat(image.sample(at[0], at[1], 0)).as(what).isEqualTo(255);
      }
    }
  }

  /** A TIFF by hand: two RGB pixels, red and another. */
  private static byte[] tiff(int orientation) {
    int[][] tags = {
      {256, 2},
      {257, 1},
      {258, 8},
      {259, 1},
      {262, 2},
      {273, 8},
      {274, orientation},
      {277, 3},
      {278, 1},
      {279, 6}
    };
    ByteBuffer file = ByteBuffer.allocate(14 + 2 + 12 * tags.length + 4);
    file.put(new byte[] {'M', 'M', 0, 42}).putInt(14);
    file.put(new byte[] {-1, 0, 0, 10, -56, 30}).putShort((short) tags.length);
    for (int[] tag : tags) {
      file.putShort((short) tag[0]).putShort((short) 3).putInt(1);
      file.putShort((short) tag[1]).putShort((short) 0);
    }
    return file.array();
  }

  @Test
  void writesJpegOfAnyQuality() throws Exception {
    byte[] samples = new byte[64 * 48 * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 3 % 64 * 3 + i % 3 * 20);
    }
    Image image = new Image(64, 48, 3, samples);
    byte[] best = Jpeg.encode(image, 1);
    byte[] worst = Jpeg.encode(image, 0.1);
    assertThat(worst.length).isLessThan(best.length);
    Image back = read(best);
    Image grey = read(Jpeg.encode(image.withChannels(1), 1));
    assertThat(grey.channels()).isEqualTo(1);
    for (int x = 0; x < 64; x++) {
      assertThat(back.sample(x, 20, 1)).isBetween(x * 3 + 20 - 6, x * 3 + 20 + 6);
      int luma = image.withChannels(1).sample(x, 20, 0);
      assertThat(grey.sample(x, 20, 0)).isBetween(luma - 3, luma + 3);
    }
    assertThat(ImageIO.read(new ByteArrayInputStream(best)).getWidth()).isEqualTo(64);
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Jpeg.encode(image, wrong))
          .withMessageContaining("0 to 1");
    }
  }

  @Test
  void takesNoReaderOfTheClassPathForAJpeg() throws Exception {
    byte[] file = Jpeg.encode(new Image(8, 8, 1, new byte[64]), 1);
    ImageReaderSpi intruder = new Intruder();
    IIORegistry.getDefaultInstance().registerServiceProvider(intruder, ImageReaderSpi.class);
    try {
      for (ImageReaderSpi other : PlatformReaders.all()) {
        IIORegistry.getDefaultInstance().setOrdering(ImageReaderSpi.class, intruder, other);
      }
      assertThat(read(file)).isEqualTo(new Image(8, 8, 1, new byte[64]));
    } finally {
      IIORegistry.getDefaultInstance().deregisterServiceProvider(intruder, ImageReaderSpi.class);
    }
  }

  /** The readers that come with Java. */
  private static final class PlatformReaders {
    static Iterable<ImageReaderSpi> all() {
      return () ->
          IIORegistry.getDefaultInstance()
              .getServiceProviders(
                  ImageReaderSpi.class,
                  provider -> provider.getClass().getModule() == ImageIO.class.getModule(),
                  true);
    }
  }

  private static final class Intruder extends ImageReaderSpi {
    Intruder() {
      names = new String[] {"jpeg", "png", "bmp", "gif", "tiff"};
    }

    @Override
    public boolean canDecodeInput(Object source) {
      return true;
    }

    @Override
    public javax.imageio.ImageReader createReaderInstance(Object extension) {
      throw new AssertionError("a reader that nobody chose");
    }

    @Override
    public String getDescription(Locale locale) {
      return "takes everything";
    }
  }
}
