package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIZE = 16;

  /** A picture whose colour is a linear function of the place, which interpolation keeps. */
  private static float[] slope() {
    float[] pixels = new float[2 * SIZE * SIZE];
    for (int i = 0; i < SIZE * SIZE; i++) {
      pixels[i] = (float) colour(i % SIZE, i / SIZE);
      pixels[SIZE * SIZE + i] = -pixels[i];
    }
    return pixels;
  }

  private static double colour(double x, double y) {
    return 0.03 * x - 0.02 * y + 0.1;
  }

  /**
   * Works the change out from its label alone, forwards: where each of the places of the old
   * picture goes, the new one has its colour.
   */
  @Test
  void theLabelSaysWhatWasDone() {
    int compared = 0;
    for (int position = 0; position < 200; position++) {
      float[] pixels = slope();
      float[] label = new float[Augmentation.LABEL];
      new Augmentation(0.5, 2, SIZE, 3).apply(position, pixels, 0, label, 0);
      for (int y = 5; y < 11; y++) {
        for (int x = 5; x < 11; x++) {
          double[] old = back(label, x - 7.5, y - 7.5);
          if (Math.max(Math.abs(old[0]), Math.abs(old[1])) < 6) {
            double expected = colour(old[0] + 7.5, old[1] + 7.5);
            assertThat((double) pixels[y * SIZE + x])
                .as("picture %s at %s, %s", position, x, y)
                .isCloseTo(expected, within(1e-4));
            assertThat(pixels[SIZE * SIZE + y * SIZE + x]).isEqualTo(-pixels[y * SIZE + x]);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(2000);
  }

  private static double[] back(float[] label, double newX, double newY) {
    double x = newX - label[7] * SIZE / 8;
    double y = newY - label[8] * SIZE / 8;
    double stretch = Math.hypot(label[5], label[6]);
    double axis = Math.atan2(label[6], label[5]) / 2;
    double along = x * Math.cos(axis) + y * Math.sin(axis);
    double across = y * Math.cos(axis) - x * Math.sin(axis);
    along /= Math.pow(2, 0.2 * stretch);
    across *= Math.pow(2, 0.2 * stretch);
    x = along * Math.cos(axis) - across * Math.sin(axis);
    y = along * Math.sin(axis) + across * Math.cos(axis);
    double cosine = label[3] + 1;
    double sine = label[4];
    double turnedX = cosine * x + sine * y;
    double turnedY = cosine * y - sine * x;
    double scale = Math.pow(2, 0.2 * label[2]);
    return new double[] {
      turnedX / scale * (1 - 2 * label[0]), turnedY / scale * (1 - 2 * label[1])
    };
  }

  @Test
  void mirrorsWithoutTouchingColours() {
    int mirrored = 0;
    for (int position = 0; position < 400; position++) {
      float[] before = slope();
      float[] pixels = before.clone();
      float[] label = new float[2 * Augmentation.LABEL];
      new Augmentation(0, 2, SIZE, 3).apply(position, pixels, 0, label, 1);
      mirrored += (int) label[9];
      for (int x = 0; x < SIZE; x++) {
        assertThat(pixels[x]).isEqualTo(before[label[9] == 1 ? SIZE - 1 - x : x]);
      }
      for (int i = 0; i < 18; i++) {
        assertThat(i == 9 || label[i] == 0).as("number %s", i).isTrue();
      }
    }
    assertThat(mirrored).isBetween(150, 250);
  }

  /** Each kind of change is as likely as it should be, whatever the others do. */
  @Test
  void eachChangeHasItsProbability() {
    int[] met = new int[Augmentation.LABEL];
    int count = 4000;
    for (int position = 0; position < count; position++) {
      float[] label = new float[Augmentation.LABEL];
      new Augmentation(0.12, 1, 1, 9).apply(position, new float[1], 0, label, 0);
      for (int i = 0; i < label.length; i++) {
        met[i] += label[i] == 0 ? 0 : 1;
      }
    }
    double[] expected = {0.5, 0.06, 0.12, 0.12, 0.12, 0.12, 0.06, 0.12, 0.12};
    for (int i = 0; i < met.length; i++) {
      assertThat(met[i] / (double) count)
          .as("number %s of the label", i)
          .isCloseTo(expected[i], within(0.025));
    }
  }

  @Test
  void staysWithinTheColoursOfThePicture() {
    for (int position = 0; position < 50; position++) {
      float[] pixels = new float[3 * SIZE * SIZE];
      Arrays.fill(pixels, 0.25f);
      new Augmentation(1, 1, SIZE, 1).apply(position, pixels, SIZE * SIZE, new float[9], 0);
      for (float pixel : pixels) {
        assertThat(pixel).isCloseTo(0.25f, within(1e-6f));
      }
    }
  }
}
