package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BicubicTest {
  /** The formula itself: a weighted mean over every input sample, in doubles. */
  private static double[] line(double[] in, int newSize) {
    double scale = (double) in.length / newSize;
    double stretch = Math.max(1, scale);
    double[] out = new double[newSize];
    for (int i = 0; i < newSize; i++) {
      double weights = 0;
      for (int j = 0; j < in.length; j++) {
        double weight = keys((j + 0.5 - (i + 0.5) * scale) / stretch);
        out[i] += weight * in[j];
        weights += weight;
      }
      out[i] = Math.max(0, Math.min(255, Math.rint(out[i] / weights)));
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

  private static double[][] reference(Image image, int channel, int newWidth, int newHeight) {
    double[][] rows = new double[image.height()][];
    for (int y = 0; y < image.height(); y++) {
      double[] row = new double[image.width()];
      for (int x = 0; x < row.length; x++) {
        row[x] = image.sample(x, y, channel);
      }
      rows[y] = newWidth == row.length ? row : line(row, newWidth);
    }
    double[][] columns = new double[newWidth][];
    for (int x = 0; x < newWidth; x++) {
      double[] column = new double[rows.length];
      for (int y = 0; y < column.length; y++) {
        column[y] = rows[y][x];
      }
      columns[x] = newHeight == column.length ? column : line(column, newHeight);
    }
    return columns;
  }

  @Test
  void followsTheFormula() {
    RandomStream stream = RandomStream.of(11, "bicubic-test", 0);
    for (int trial = 0; trial < 200; trial++) {
      Image image =
          ImageTest.random(
              1 + stream.nextInt(40), 1 + stream.nextInt(40), stream.nextInt(2) * 2 + 1, trial);
      int width = 1 + stream.nextInt(50);
      int height = 1 + stream.nextInt(50);
      Image resized = image.resized(width, height);
      for (int c = 0; c < image.channels(); c++) {
        double[][] expected = reference(image, c, width, height);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            // One level may differ where a first-pass value lies on the edge between two levels.
            assertThat((double) resized.sample(x, y, c))
                .as("trial %d: %s to %dx%d at (%d, %d)", trial, image, width, height, x, y)
                .isCloseTo(expected[x][y], within(1.0));
          }
        }
      }
    }
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
