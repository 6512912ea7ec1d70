package io.github.diffusion4j.eval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Windows.Filter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizingTest {
  private static final Offset<Float> CLOSE = within(1e-4f);

  private static Image grey(int width, int height, int... levels) {
    byte[] samples = new byte[levels.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) levels[i];
    }
    return new Image(width, height, 1, samples);
  }

  private static Image noise(int width, int height, int channels, long seed) {
    RandomStream random = RandomStream.of(seed, "resizing", 0);
    byte[] samples = new byte[width * height * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt(256);
    }
    return new Image(width, height, channels, samples);
  }

  private static Resizing stretch(Filter filter, boolean antialias, boolean rounded) {
    return new Resizing(Resizing.Mode.STRETCH, 0, filter, antialias, rounded);
  }

  private static Resizing shortEdge(int length) {
    return new Resizing(Resizing.Mode.SHORT_EDGE, length, Filter.BILINEAR, true, true);
  }

  /** A row to half its length: triangles reach over three places at a border, or over two. */
  @ParameterizedTest
  @CsvSource({
    "BILINEAR, true, 50, 160",
    "BILINEAR, false, 35, 175",
    "BICUBIC, false, 28.4375, 181.5625",
    "BOX, true, 35, 175"
  })
  void antialiasingStretchesTheFilter(Filter filter, boolean antialias, float left, float right) {
    Image row = grey(4, 1, 0, 70, 140, 210);

    assertThat(stretch(filter, antialias, false).levels(row, 2, 1))
        .containsExactly(new float[] {left, right}, CLOSE);
  }

  /**
   * What Pillow 12.3 makes of 13 x 9 levels {@code (37 x + 91 y + 13 x y) mod 256}: {@code
   * resize((4, 3), filter)} of the picture in mode L and in mode F.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOX | true | 113, 146, 121, 129, 112, 146, 137, 120, 139, 147, 153, 139",
        "BOX | false | 112.556, 145.333, 121.222, 129.0, 111.667, 145.833, 137.333, 119.889,"
            + " 139.222, 146.333, 153.444, 139.222",
        "BILINEAR | true | 125, 138, 126, 122, 125, 140, 136, 118, 150, 151, 152, 147",
        "BILINEAR | false | 125.15, 137.765, 126.068, 121.83, 125.037, 139.684, 135.893, 118.276,"
            + " 149.623, 151.211, 152.193, 147.29",
        "BICUBIC | true | 122, 142, 122, 122, 124, 143, 137, 117, 148, 150, 151, 146",
        "BICUBIC | false | 121.899, 141.784, 122.139, 122.393, 124.247, 142.74, 136.966, 117.195,"
            + " 147.919, 149.79, 151.491, 146.293",
        "LANCZOS | true | 121, 144, 118, 123, 125, 144, 138, 117, 147, 149, 151, 147",
        "LANCZOS | false | 121.296, 144.232, 118.152, 123.319, 125.693, 143.944, 137.795, 116.728,"
            + " 146.874, 149.232, 151.349, 146.82"
      })
  void levelsArePillows(Filter filter, boolean rounded, String pillow) {
    int[] levels = new int[13 * 9];
    for (int i = 0; i < levels.length; i++) {
      int x = i % 13;
      int y = i / 13;
      levels[i] = (37 * x + 91 * y + 13 * x * y) % 256;
    }
    String[] expected = pillow.split(", ");

    float[] made = stretch(filter, true, rounded).levels(grey(13, 9, levels), 4, 3);

    for (int i = 0; i < expected.length; i++) {
      assertThat(made[i])
          .as("level %d", i)
          .isCloseTo(Float.parseFloat(expected[i]), within(rounded ? 0f : 6e-4f));
    }
  }

  @Test
  void roundsAfterEachPassAsPillowOrNotAtAll() {
    Image four = grey(2, 2, 10, 20, 40, 81);

    assertThat(stretch(Filter.BOX, true, false).levels(four, 1, 1)).containsExactly(37.75f);
    // (10 + 20) / 2 is 15, (40 + 81) / 2 is 61 and (15 + 61) / 2 is 38.
    assertThat(stretch(Filter.BOX, true, true).levels(four, 1, 1)).containsExactly(38);
    assertThat(stretch(Filter.BILINEAR, false, false).levels(four, 1, 1)).containsExactly(37.75f);
    assertThat(stretch(Filter.BILINEAR, false, true).levels(four, 1, 1)).containsExactly(38);
    // Without antialiasing it is rounded once, halves to the even level as PyTorch does.
    assertThat(stretch(Filter.BILINEAR, false, true).levels(grey(2, 1, 2, 3), 1, 1))
        .containsExactly(2);
  }

  @Test
  void roundedLevelsStayInRange() {
    Image edge = grey(4, 1, 0, 0, 255, 255);

    assertThat(stretch(Filter.BICUBIC, false, true).levels(edge, 8, 1)).contains(0, 255);
    float[] exact = stretch(Filter.BICUBIC, false, false).levels(edge, 8, 1);
    assertThat(exact[2]).isNegative();
    assertThat(exact[5]).isGreaterThan(255);
  }

  @ParameterizedTest
  @EnumSource
  void isCoresResamplingIfRoundedAndNearItIfNot(Filter filter) {
    Image picture = noise(23, 17, 3, 5);
    byte[] expected = picture.resized(9, 11, filter).samples();

    float[] rounded = stretch(filter, true, true).levels(picture, 9, 11);
    float[] exact = stretch(filter, true, false).levels(picture, 9, 11);

    for (int i = 0; i < expected.length; i++) {
      assertThat(rounded[i]).as("level %d", i).isEqualTo(expected[i] & 0xFF);
      assertThat(Math.max(0, Math.min(255, exact[i])))
          .as("level %d", i)
          .isCloseTo(expected[i] & 0xFF, within(1.6f));
    }
  }

  @Test
  void theShortEdgeIsResizedAndTheCentreCutOut() {
    Image wide = noise(7, 3, 3, 1);
    // 2 * 7 / 3 is cut down to 4 pixels; of those the two in the middle are left.
    Image resized = wide.resized(4, 2, Filter.BILINEAR).cropped(1, 0, 2, 2);
    byte[] expected = resized.samples();
    float[] levels = shortEdge(2).levels(wide, 2, 2);
    for (int i = 0; i < expected.length; i++) {
      assertThat(levels[i]).as("level %d", i).isEqualTo(expected[i] & 0xFF);
    }
    assertThat(shortEdge(2).levels(grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8), 2, 2))
        .containsExactly(3, 4, 5, 6);
  }

  @Test
  void ofTwoMiddlesTheEvenOneIsTaken() {
    assertThat(shortEdge(2).levels(grey(3, 2, 1, 2, 3, 4, 5, 6), 2, 2)).containsExactly(1, 2, 4, 5);
    assertThat(shortEdge(2).levels(grey(5, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 2, 2))
        .containsExactly(3, 4, 8, 9);
  }

  @Test
  void cropsToTheProportionsFirst() {
    Resizing crop = new Resizing(Resizing.Mode.CROP, 0, Filter.BOX, true, true);

    assertThat(crop.levels(grey(4, 2, 9, 1, 2, 9, 9, 3, 6, 9), 1, 1)).containsExactly(4);
    int[] tall = {9, 9, 9, 9, 1, 1, 3, 3, 1, 1, 3, 3, 9, 9, 9, 9};
    assertThat(crop.levels(grey(4, 4, tall), 2, 1)).containsExactly(1, 3);
    assertThat(crop.levels(grey(1, 3, 7, 8, 9), 2, 1)).containsExactly(8, 8);
  }

  @Test
  void refusesWhatWouldBeTooLargeOnTheWay() {
    Image line = new Image(100_000, 1, 1, new byte[100_000]);

    assertThatThrownBy(() -> shortEdge(32).levels(line, 32, 32))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("100000x1 grey would have 3200000x32 pixels")
        .hasMessageContaining("crop it, or leave it out");
    Image tall = new Image(1, 100_000, 1, new byte[100_000]);
    assertThatThrownBy(() -> stretch(Filter.BOX, true, true).levels(tall, 400, 1))
        .hasMessageContaining("400x100000");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> shortEdge(0)).hasMessageContaining("short-edge is 0");
    assertThatThrownBy(() -> new Resizing(Resizing.Mode.CROP, 9, Filter.BOX, true, true))
        .hasMessageContaining("short-edge is 9 with the resize mode crop");
    assertThatThrownBy(() -> stretch(Filter.LANCZOS, false, true))
        .hasMessageContaining("antialias is false with the filter lanczos");
    assertThatThrownBy(() -> stretch(Filter.BOX, false, true)).hasMessageContaining("box");
  }
}
