package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real odd and malformed pictures: see {@link OddImages}. */
class OddImagesTest {
  private static final long LIMIT = 1 << 23;

  private static Image read(Path file) throws Exception {
    return ImageReader.read(Files.readAllBytes(file), file.toString(), LIMIT);
  }

  /** Time is the thread's own, so that a busy machine fails nobody. */
  @Test
  void nothingEscapesTakesLongOrMoreMemoryThanPromised() throws Exception {
    Decoding.warmUp();
    int read = 0;
    for (Path file : OddImages.files(OddImages.folder(""))) {
      Decoding decoding = Decoding.bounded(Files.readAllBytes(file), file.toString(), LIMIT);
      read += decoding.image() == null ? 0 : 1;
    }
    assertThat(read).isGreaterThan(300);
  }

  @Test
  void readsEveryValidPictureOfThePngSuiteAsItIs() throws Exception {
    int read = 0;
    for (Path file : OddImages.files(OddImages.folder("pngsuite"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".png") && !name.startsWith("x")) {
        assertAsItIs(name, Files.readAllBytes(file));
        read++;
      }
    }
    assertThat(read).isGreaterThan(150);
  }

  private static void assertAsItIs(String name, byte[] file) throws Exception {
    SlowPng expected = new SlowPng(file);
    DecodedImage decoded = ImageReader.decode(file, name, LIMIT);
    Pixels pixels = decoded.pixels();
    // Names end in colour type, its letter and bits, as in basn0g16; exif2c08 lacks the interlace.
    String kind = name.substring(name.length() - 8, name.length() - 4);
    if (kind.matches("[02346][gcpa]\\d\\d")) {
      assertThat(expected.colourType).as(name).isEqualTo(kind.charAt(0) - '0');
      assertThat(expected.bits).as(name).isEqualTo(Integer.parseInt(kind.substring(2)));
    }
    boolean turned = name.startsWith("exif");
    assertThat(pixels.width()).as(name).isEqualTo(turned ? expected.height : expected.width);
    assertThat(pixels.height()).as(name).isEqualTo(turned ? expected.width : expected.height);
    assertThat(pixels.depth()).as(name).isEqualTo(expected.bits == 16 ? 16 : 8);
    boolean grey = true;
    boolean transparent = false;
    for (int y = 0; y < expected.height; y++) {
      for (int x = 0; x < expected.width; x++) {
        double[] colour = expected.colour(x, y);
        transparent |= colour[3] < 1;
        long[] levels = new long[3];
        for (int c = 0; c < 3; c++) {
          levels[c] = Math.round((colour[c] * colour[3] + 1 - colour[3]) * pixels.top());
          if (!turned) {
            assertThat(pixels.sample(x, y, Math.min(c, pixels.channels() - 1)))
                .as("%s at %d, %d", name, x, y)
                .isEqualTo((int) levels[c]);
          }
        }
        grey &= levels[0] == levels[1] && levels[0] == levels[2];
      }
    }
    String mode =
        (grey ? "grey" : "RGB")
            + (transparent ? "+alpha" : "")
            + (expected.bits == 16 ? " 16-bit" : "");
    assertThat(decoded.mode()).as(name).isEqualTo(mode);
    if (expected.colourType == 0 || expected.colourType == 4) {
      assertThat(grey).as(name).isTrue();
    }
  }

  @Test
  void rejectsEveryCorruptPictureOfThePngSuite() throws Exception {
    int rejected = 0;
    for (String folder : new String[] {"pngsuite", "stb-png/corrupt"}) {
      for (Path file : OddImages.files(OddImages.folder(folder))) {
        String name = file.getFileName().toString();
        if (name.startsWith("x") && name.endsWith(".png")) {
          Decoding decoding = Decoding.of(Files.readAllBytes(file), name, LIMIT);
          assertThat(decoding.refusal()).as(name).isNotNull();
          rejected++;
        }
      }
    }
    assertThat(rejected).isEqualTo(28);
  }

  /** What shows the same picture as a PNG of another name, by the suite's own description. */
  private static Map<String, String> twins() {
    Map<String, String> twins = new LinkedHashMap<>();
    twins.put("pal4rle", "pal4");
    for (String name : "pal8-0 pal8os2 pal8rle pal8topdown pal8v4 pal8v5".split(" ")) {
      twins.put(name, "pal8");
    }
    twins.put("rgb16bfdef", "rgb16");
    twins.put("rgb16-565pal", "rgb16-565");
    for (String name : "rgb24pal rgb32 rgb32bf rgb32bfdef".split(" ")) {
      twins.put(name, "rgb24");
    }
    return twins;
  }

  @Test
  void readsEveryGoodBitmapAsItsTwin() throws Exception {
    Path folder = OddImages.folder("bmpsuite/good");
    int compared = 0;
    for (Path file : OddImages.files(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".bmp")) {
        Image image = read(file);
        String plain = name.replace(".bmp", "");
        Path twin = folder.resolve(twins().getOrDefault(plain, plain) + ".png");
        if (Files.exists(twin)) {
          assertThat(image).as(name).isEqualTo(read(twin));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  /** The files were compressed one by one, so they agree but for what that cost. */
  @Test
  void everyOrientationShowsOnePicture() throws Exception {
    Path folder = OddImages.folder("exif-orientation");
    for (String kind : new String[] {"Landscape", "Portrait"}) {
      Image upright = read(folder.resolve(kind + "_1.jpg"));
      for (int orientation = 0; orientation <= 8; orientation++) {
        Image turned = read(folder.resolve(kind + "_" + orientation + ".jpg"));
        String what = kind + " " + orientation;
        assertThat(turned).as(what).hasToString(upright.toString());
        byte[] one = upright.fitted(64, Fit.CROP).shared();
        byte[] other = turned.fitted(64, Fit.CROP).shared();
        double difference = 0;
        for (int i = 0; i < one.length; i++) {
          difference += Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
        }
        assertThat(difference / one.length).as(what).isLessThan(4);
      }
    }
  }
}
