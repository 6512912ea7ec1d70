package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.Test;

class PngTest {
  private static Image ramp(int channels) {
    byte[] samples = new byte[256 * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / channels + i % channels * 85);
    }
    return new Image(16, 16, channels, samples);
  }

  @Test
  void everyLevelComesBack() throws Exception {
    for (int channels : new int[] {1, 3}) {
      byte[] file = Png.encode(ramp(channels));
      assertThat(ImageReader.read(file, "ramp", 256)).isEqualTo(ramp(channels));
      // Colour type at byte 25: 0 grey, 2 RGB.
      assertThat(file[25]).isEqualTo((byte) (channels - 1));
      // Another reader sees the same levels.
      assertThat(ImageIO.read(new ByteArrayInputStream(file)).getRaster().getSample(15, 15, 0))
          .isEqualTo(255);
    }
  }

  @Test
  void storesAnRgbPictureOfGreysAsGrey() throws Exception {
    byte[] file = Png.encode(ramp(1).withChannels(3));
    assertThat(file[25]).isZero();
    assertThat(ImageReader.read(file, "grey", 256)).isEqualTo(ramp(1));
  }

  @Test
  void randomPicturesComeBack() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Image image = ImageTest.random(1 + seed, 3 + seed % 5, 3, seed);
      assertThat(ImageReader.read(Png.encode(image), "seed " + seed, 1000)).isEqualTo(image);
    }
  }

  @Test
  void keepsNotesOfAnyScript() throws Exception {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("Software", "Diffusion4J");
    notes.put("prompt", "ein rötlicher Kreis");
    notes.put("title", "\u8d64\u3044\u5186");
    byte[] file = Png.encode(ramp(3), notes);
    String metadata = Imaging.getMetadata(file).toString();
    assertThat(metadata).contains("Software: Diffusion4J", "rötlicher", "\u8d64\u3044\u5186");
    assertThat(ImageReader.read(file, "notes", 256)).isEqualTo(ramp(3));
    assertThat(Png.encode(ramp(3), notes)).isEqualTo(file);
  }

  @Test
  void refusesNotesThatCannotBeWritten() {
    for (String keyword : new String[] {"", " x", "a\nb", "\u8d64", "k".repeat(80)}) {
      assertThatIllegalArgumentException()
          .as(keyword)
          .isThrownBy(() -> Png.encode(ramp(1), Map.of(keyword, "x")))
          .withMessageContaining("keyword");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.encode(ramp(1), Map.of("seed", "a\0b")))
        .withMessageContaining("'seed'");
  }
}
