package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Windows.Filter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  /** A formula itself: a weighted mean over every input sample, in doubles. */
  private static double[] line(double[] in, int newSize, Filter filter, int top) {
    double scale = (double) in.length / newSize;
    double stretch = Math.max(1, scale);
    double[] out = new double[newSize];
    for (int i = 0; i < newSize; i++) {
      double weights = 0;
      for (int j = 0; j < in.length; j++) {
        double distance = (j + 0.5 - (i + 0.5) * scale) / stretch;
        double weight = filter == Filter.BICUBIC ? keys(distance) : lanczos(distance);
        out[i] += weight * in[j];
        weights += weight;
      }
      // Halves go up, also where the sum of doubles falls short of one by its last bits.
      out[i] = Math.max(0, Math.min(top, Math.floor(out[i] / weights + 0.5 + 1e-9)));
    }
    return out;
  }

  private static double keys(double distance) {
    double x = Math.abs(distance);
    if (x <= 1) {
      return 1.5 * x * x * x - 2.5 * x * x + 1;
    }
    return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
  }

  /** Three lobes: 3 sin(pi x) sin(pi x / 3) / (pi x)^2. */
  private static double lanczos(double distance) {
    double x = Math.PI * Math.abs(distance);
    if (x >= 3 * Math.PI) {
      return 0;
    }
    return x < 1e-9 ? 1 : 3 * Math.sin(x) * Math.sin(x / 3) / (x * x);
  }

  private static double[][] reference(
      Pixels pixels, int channel, int newWidth, int newHeight, Filter filter) {
    double[][] rows = new double[pixels.height()][];
    for (int y = 0; y < pixels.height(); y++) {
      double[] row = new double[pixels.width()];
      for (int x = 0; x < row.length; x++) {
        row[x] = pixels.sample(x, y, channel);
      }
      rows[y] = newWidth == row.length ? row : line(row, newWidth, filter, pixels.top());
    }
    double[][] columns = new double[newWidth][];
    for (int x = 0; x < newWidth; x++) {
      double[] column = new double[rows.length];
      for (int y = 0; y < column.length; y++) {
        column[y] = rows[y][x];
      }
      columns[x] =
          newHeight == column.length ? column : line(column, newHeight, filter, pixels.top());
    }
    return columns;
  }

  private static Pixels random(RandomStream stream, int depth) {
    int width = 1 + stream.nextInt(40);
    int height = 1 + stream.nextInt(40);
    int channels = stream.nextInt(2) * 2 + 1;
    byte[] samples = new byte[width * height * channels * depth / 8];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) stream.nextInt(256);
    }
    return new Pixels(width, height, channels, depth, samples);
  }

  @ParameterizedTest
  @CsvSource({"BICUBIC, 8", "LANCZOS, 8", "BICUBIC, 16", "LANCZOS, 16"})
  void followsTheFormula(Filter filter, int depth) {
    RandomStream stream = RandomStream.of(11, "resampler-test " + filter + depth, 0);
    for (int trial = 0; trial < 200; trial++) {
      Pixels pixels = random(stream, depth);
      int width = 1 + stream.nextInt(60);
      int height = 1 + stream.nextInt(60);
      Pixels resized = pixels.resized(width, height, filter);
      for (int c = 0; c < pixels.channels(); c++) {
        double[][] expected = reference(pixels, c, width, height, filter);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            // One level may differ where a first-pass value lies on the edge between two levels.
            assertThat((double) resized.sample(x, y, c))
                .as("seed 11, trial %d: %s to %dx%d at %d, %d", trial, pixels, width, height, x, y)
                .isCloseTo(expected[x][y], within(1.0));
          }
        }
      }
    }
  }

  @Test
  void keepsLevelsBetweenThoseOfEightBits() {
    // 16 bits are worth having only if a mean of two neighbours is not one of them.
    Pixels pair = new Pixels(2, 1, 1, 16, new byte[] {0x40, 0x10, 0x40, 0x13});
    assertThat(pair.resized(1, 1, Filter.BICUBIC).sample(0, 0, 0)).isEqualTo(0x4012);
  }

  @Test
  void givesTheLevelsOfTheFormulaByHand() {
    // Two samples to four: centres at 0.25, 0.75, 1.25 and 1.75, so distances of 0.25, 0.75 and,
    // at the ends, the weights of what lies inside normalised to one.
    double near = keys(0.25);
    double far = keys(0.75);
    double end = (near * 200 + keys(1.25) * 0) / (near + keys(1.25));
    double inner = (far * 0 + near * 200) / (near + far);
    Image two = new Image(2, 1, 1, new byte[] {(byte) 200, 0});
    int[] levels = new int[4];
    for (int x = 0; x < 4; x++) {
      levels[x] = two.resized(4, 1).sample(x, 0, 0);
    }
    assertThat(levels[0]).isEqualTo((int) Math.min(255, Math.rint(end)));
    assertThat(levels[1]).isEqualTo((int) Math.rint(near * 200 / (near + far)));
    assertThat(levels[2]).isEqualTo((int) Math.rint(200 - inner));
    assertThat(levels[3]).isZero();
  }

  @Test
  void keepsAConstantPicture() {
    for (int level : new int[] {0, 1, 127, 254, 255}) {
      byte[] samples = new byte[31 * 17];
      Arrays.fill(samples, (byte) level);
      Image resized = new Image(31, 17, 1, samples).resized(13, 40);
      for (byte sample : resized.samples()) {
        assertThat(sample & 0xFF).isEqualTo(level);
      }
    }
  }

  @Test
  void averagesWhenShrinking() {
    byte[] stripes = new byte[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i % 2 * 255);
    }
    // Without antialiasing every second column would be picked, all black or all white.
    Image small = new Image(64, 64, 1, stripes).resized(8, 8);
    for (int y = 0; y < 8; y++) {
      for (int x = 1; x < 7; x++) {
        assertThat(small.sample(x, y, 0)).isBetween(125, 130);
      }
    }
  }

  @Test
  void leavesAPictureOfTheRightSizeAlone() {
    Image image = ImageTest.random(9, 9, 3, 1);
    assertThat(image.resized(9, 9)).isSameAs(image);
  }
}
