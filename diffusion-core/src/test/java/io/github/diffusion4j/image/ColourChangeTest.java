package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColourChangeTest {
  private static final int PLANE = 4;
  private static final int OFFSET = 3;

  /** Planes of levels 0 to 1. */
  private static double[][] changed(ColourChange change, double[]... levels) {
    float[] planar = new float[OFFSET + levels.length * PLANE];
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; i < PLANE; i++) {
        planar[OFFSET + c * PLANE + i] = (float) (2 * levels[c][i] - 1);
      }
    }
    change.apply(planar, OFFSET, PLANE, levels.length);
    double[][] result = new double[levels.length][PLANE];
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; i < PLANE; i++) {
        result[c][i] = (planar[OFFSET + c * PLANE + i] + 1.0) / 2;
      }
    }
    return result;
  }

  private static void assertClose(double[] actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("level %s", i).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static ColourChange brightness(double factor) {
    return new ColourChange(factor, 1, 1, 0);
  }

  private static ColourChange contrast(double factor) {
    return new ColourChange(1, factor, 1, 0);
  }

  private static ColourChange saturation(double factor) {
    return new ColourChange(1, 1, factor, 0);
  }

  private static ColourChange hue(double turns) {
    return new ColourChange(1, 1, 1, turns);
  }

  @Test
  void noneChangesNoBit() {
    float[] planar = new float[12];
    for (int i = 0; i < 12; i++) {
      planar[i] = i * 23 / 127.5f - 1;
    }
    float[] before = planar.clone();
    ColourChange.NONE.apply(planar, 0, 4, 3);
    assertThat(planar).isEqualTo(before);
  }

  @Test
  void brightnessIsAFactorOfLevels() {
    assertClose(changed(brightness(1.5), new double[] {0, 0.2, 0.5, 0.8})[0], 0, 0.3, 0.75, 1);
    assertClose(changed(brightness(0), new double[] {0, 0.2, 0.5, 0.8})[0], 0, 0, 0, 0);
  }

  @Test
  void contrastIsAFactorOfTheDistanceFromTheMean() {
    double[] levels = {0.2, 0.4, 0.6, 0.8};
    assertClose(changed(contrast(0.5), levels)[0], 0.35, 0.45, 0.55, 0.65);
    assertClose(changed(contrast(2), levels)[0], 0, 0.3, 0.7, 1);
    assertClose(changed(contrast(0), levels)[0], 0.5, 0.5, 0.5, 0.5);
    // Of one colour all over, the mean is its grey: 0.299 + 0.114.
    double[][] magenta = changed(contrast(0.5), ones(1), ones(0), ones(1));
    assertClose(magenta[0], (1 + 0.413) / 2);
    assertClose(magenta[1], 0.413 / 2);
  }

  private static double[] ones(double level) {
    return new double[] {level, level, level, level};
  }

  @Test
  void saturationIsAFactorOfTheDistanceFromGrey() {
    double grey = 0.299 * 0.8 + 0.587 * 0.4 + 0.114 * 0.2;
    double[][] none = changed(saturation(0), ones(0.8), ones(0.4), ones(0.2));
    double[][] more = changed(saturation(1.25), ones(0.8), ones(0.4), ones(0.2));
    for (int c = 0; c < 3; c++) {
      assertClose(none[c], grey);
      assertClose(more[c], grey + 1.25 * (new double[] {0.8, 0.4, 0.2}[c] - grey));
    }
  }

  @Test
  void aThirdOfATurnMovesChannelsRound() {
    double[] red = {0.9, 0.1, 0.5, 0.3};
    double[] green = {0.2, 0.8, 0.5, 0.7};
    double[] blue = {0.4, 0.6, 0.5, 0};
    double[][] third = changed(hue(1 / 3.0), red, green, blue);
    assertClose(third[0], blue);
    assertClose(third[1], red);
    assertClose(third[2], green);
    double[][] back = changed(hue(-1 / 3.0), third[0], third[1], third[2]);
    assertClose(back[0], red);
    assertClose(back[1], green);
    assertClose(back[2], blue);
    double[][] half = changed(hue(0.5), ones(1), ones(0), ones(0));
    assertClose(half[0], 0);
    assertClose(half[1], 1);
    assertClose(half[2], 1);
  }

  /** Against the platform's conversion, which keeps single precision. */
  @Test
  void turnsHuesAsThePlatformDoes() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int red = random.nextInt(256);
      int green = random.nextInt(256);
      int blue = random.nextInt(256);
      double turns = random.nextDouble() - 0.5;
      float[] hsb = Color.RGBtoHSB(red, green, blue, null);
      int expected = Color.HSBtoRGB((float) (hsb[0] + turns), hsb[1], hsb[2]);
      double[][] actual =
          changed(hue(turns), ones(red / 255.0), ones(green / 255.0), ones(blue / 255.0));
      for (int c = 0; c < 3; c++) {
        assertThat(actual[c][0] * 255)
            .as("seed %s, channel %s", seed, c)
            .isCloseTo(expected >> (16 - 8 * c) & 0xFF, within(0.51));
      }
    }
  }

  @Test
  void greyHasNeitherSaturationNorHue() {
    double[] levels = {0.1, 0.3, 0.6, 0.9};
    assertClose(changed(new ColourChange(1, 1, 3, 0.3), levels)[0], levels);
    double[][] three = changed(new ColourChange(1, 1, 3, 0.3), levels, levels, levels);
    for (double[] channel : three) {
      assertClose(channel, levels);
    }
  }
}
