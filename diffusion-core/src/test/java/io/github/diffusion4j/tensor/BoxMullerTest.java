package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxMullerTest {
  private static final int SEED = 11;

  @Test
  void logarithmIsThatOfTheLibrary() {
    RandomStream stream = RandomStream.of(SEED, "box-muller", 0);
    for (int i = 0; i < 100_000; i++) {
      double u = 1 - stream.nextDouble();
      assertLogarithm(i % 2 == 0 ? u : u * u * u * u);
    }
    for (double u : new double[] {1, 1 - 0x1.0p-53, 0x1.0p-53, 0.5, Math.sqrt(2) / 2, 0.75}) {
      assertLogarithm(u);
    }
  }

  private static void assertLogarithm(double u) {
    double expected = StrictMath.log(u);
    assertThat(BoxMuller.log(u))
        .as("log(%s), seed %s", u, SEED)
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
  }

  @Test
  void pairLiesOnItsCircle() {
    RandomStream stream = RandomStream.of(SEED, "box-muller", 1);
    double[] pair = new double[2];
    for (int i = 0; i < 100_000; i++) {
      double turn = i < 9 ? i / 8.0 : stream.nextDouble();
      BoxMuller.write(3, turn, pair);
      double angle = 2 * Math.PI * turn;
      assertThat(pair[0]).as("turn %s", turn).isCloseTo(3 * StrictMath.cos(angle), within(4e-15));
      assertThat(pair[1]).as("turn %s", turn).isCloseTo(3 * StrictMath.sin(angle), within(4e-15));
    }
  }

  @Test
  void numbersAreNormal() {
    float[] values = new float[200_001];
    RandomStream.of(SEED, "box-muller", 2).nextGaussians(values, 0, values.length);
    double[] moments = new double[5];
    for (float value : values) {
      double power = 1;
      for (int k = 0; k < moments.length; k++) {
        moments[k] += power / values.length;
        power *= value;
      }
    }
    // Five standard errors of each moment, sqrt(var(x^k) / n).
    assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / values.length)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / values.length)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / values.length)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / values.length)));
  }

  @Test
  void oneAloneIsTheFirstOfItsPair() {
    float[] pair = new float[2];
    RandomStream.of(SEED, "box-muller", 3).nextGaussians(pair, 0, 2);
    assertThat((float) RandomStream.of(SEED, "box-muller", 3).nextGaussian()).isEqualTo(pair[0]);
  }
}
