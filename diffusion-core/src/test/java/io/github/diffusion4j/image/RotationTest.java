package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
  private static final int OFFSET = 5;

  private static float[] noise(int size, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[OFFSET + size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (2 * random.nextDouble() - 1);
    }
    return pixels;
  }

  private static float[] turned(float[] pixels, int size, double degrees) {
    float[] target = new float[pixels.length];
    System.arraycopy(pixels, 0, target, 0, OFFSET);
    Rotation.turn(pixels, target, OFFSET, size, degrees);
    return target;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16})
  void quartersMovePixelsAndChangeNone(int size) {
    float[] before = noise(size, size);
    float[] once = turned(before, size, 90);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        // What was at the top is at the right.
        assertThat(once[OFFSET + x * size + size - 1 - y]).isEqualTo(before[OFFSET + y * size + x]);
      }
    }
    assertThat(turned(once, size, 90)).isEqualTo(turned(before, size, 180));
    assertThat(turned(once, size, -90)).isEqualTo(before);
    assertThat(turned(turned(once, size, 180), size, 90)).isEqualTo(before);
    assertThat(turned(before, size, 0)).isEqualTo(before);
    assertThat(turned(before, size, -360)).isEqualTo(before);
    assertThat(turned(before, size, -180)).isEqualTo(turned(before, size, 180));
  }

  /** Bicubic interpolation keeps what is linear in the place, so the expected value is known. */
  @Test
  void turnsASlopeAsItsFormulaSays() {
    int size = 24;
    double middle = 11.5;
    float[] slope = new float[OFFSET + size * size];
    for (int i = 0; i < size * size; i++) {
      slope[OFFSET + i] = (float) (0.03 * (i % size - middle) - 0.02 * (i / size - middle));
    }
    for (int degrees = -180; degrees <= 180; degrees += 7) {
      float[] turned = turned(slope, size, degrees);
      double angle = Math.toRadians(degrees);
      for (int y = 6; y < 18; y++) {
        for (int x = 6; x < 18; x++) {
          // A direction (a, b) becomes (a cos - b sin, a sin + b cos) when turned clockwise.
          double across = 0.03 * Math.cos(angle) + 0.02 * Math.sin(angle);
          double down = 0.03 * Math.sin(angle) - 0.02 * Math.cos(angle);
          assertThat((double) turned[OFFSET + y * size + x])
              .as("%s degrees at %s, %s", degrees, x, y)
              .isCloseTo(across * (x - middle) + down * (y - middle), within(1e-5));
        }
      }
    }
  }

  @Test
  void keepsAPlainPictureUpToItsCorners() {
    float[] plain = new float[OFFSET + 100];
    Arrays.fill(plain, 0.25f);
    for (double degrees : new double[] {1e-3, 33, 45, 179.5}) {
      for (float pixel : turned(plain, 10, degrees)) {
        assertThat(pixel).isCloseTo(0.25f, within(1e-6f));
      }
    }
  }
}
