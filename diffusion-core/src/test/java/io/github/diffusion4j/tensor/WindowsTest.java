package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 7, 8, 16, 31, 100};

  /** Returns what each input place weighs in a window. */
  private static double[] row(Windows windows, int window) {
    double[] row = new double[windows.inputLength()];
    double[] weights = windows.weights(window);
    System.arraycopy(weights, 0, row, windows.first(window), weights.length);
    return row;
  }

  private static void assertSound(Windows windows, int oldLength, int newLength) {
    String name = oldLength + " to " + newLength;
    assertThat(windows.inputLength()).as(name).isEqualTo(oldLength);
    assertThat(windows.count()).as(name).isEqualTo(newLength);
    for (int i = 0; i < newLength; i++) {
      double[] row = row(windows, i);
      double[] opposite = row(windows, newLength - 1 - i);
      assertThat(DoubleStream.of(row).sum()).as(name).isCloseTo(1, CLOSE);
      for (int j = 0; j < oldLength; j++) {
        assertThat(row[j])
            .as("window %d place %d of %s and its mirror image", i, j, name)
            .isCloseTo(opposite[oldLength - 1 - j], CLOSE);
        if (oldLength == newLength) {
          assertThat(row[j]).as(name).isCloseTo(i == j ? 1 : 0, CLOSE);
        }
      }
    }
  }

  /** All but the box, whose right border belongs to it and whose left does not. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOX")
  void antialiasedWeightsAddUpAndAreSymmetric(Windows.Filter filter) {
    for (int oldLength : LENGTHS) {
      for (int newLength : LENGTHS) {
        assertSound(Windows.antialiased(filter, oldLength, newLength), oldLength, newLength);
      }
    }
  }

  @Test
  void bilinearWeightsAddUpAndAreSymmetric() {
    for (int oldLength : LENGTHS) {
      for (int newLength : LENGTHS) {
        assertSound(Windows.bilinear(oldLength, newLength, false), oldLength, newLength);
        if (newLength > 1) {
          assertSound(Windows.bilinear(oldLength, newLength, true), oldLength, newLength);
        }
      }
    }
  }

  /**
   * Keys' cubic at the distances 1/4, 3/4, 5/4 and 7/4 of stretched places: 0.8671875, 0.2265625,
   * -0.0703125 and -0.0234375, each twice; they add up to 2.
   */
  @Test
  void bicubicToHalfTheLength() {
    Windows half = Windows.antialiased(Windows.Filter.BICUBIC, 16, 8);
    double[] keys = {-0.0234375, -0.0703125, 0.2265625, 0.8671875};
    // The middle of window 3 is the border between places 6 and 7.
    double[] row = row(half, 3);
    for (int i = 0; i < 4; i++) {
      assertThat(row[3 + i]).as("place %d", 3 + i).isCloseTo(keys[i] / 2, CLOSE);
      assertThat(row[10 - i]).as("place %d", 10 - i).isCloseTo(keys[i] / 2, CLOSE);
    }
  }

  /** Keys' cubic at the distances 5/4, 1/4, 3/4 and 7/4. */
  @Test
  void bicubicToTwiceTheLength() {
    Windows twice = Windows.antialiased(Windows.Filter.BICUBIC, 8, 16);
    double[] even = row(twice, 8);
    double[] odd = row(twice, 9);
    double[] keys = {-0.0234375, 0.2265625, 0.8671875, -0.0703125};
    for (int i = 0; i < 4; i++) {
      assertThat(even[2 + i]).as("place %d", 2 + i).isCloseTo(keys[i], CLOSE);
      assertThat(odd[6 - i]).as("place %d", 6 - i).isCloseTo(keys[i], CLOSE);
    }
  }

  @Test
  void trianglesToHalfTheLength() {
    Windows half = Windows.antialiased(Windows.Filter.BILINEAR, 8, 4);
    assertThat(half.first(1)).isEqualTo(1);
    assertThat(half.weights(1)).containsExactly(new double[] {0.125, 0.375, 0.375, 0.125}, CLOSE);
    // At the border, the part that is left is brought to 1.
    assertThat(half.weights(0)).containsExactly(new double[] {3 / 7.0, 3 / 7.0, 1 / 7.0}, CLOSE);
  }

  @Test
  void boxesTakeThePlacesWhoseMiddlesTheyCover() {
    Windows half = Windows.antialiased(Windows.Filter.BOX, 6, 3);
    assertThat(row(half, 1)).containsExactly(0, 0, 0.5, 0.5, 0, 0);
    // A result's right border, not its left, may lie on a middle.
    Windows uneven = Windows.antialiased(Windows.Filter.BOX, 3, 2);
    assertThat(row(uneven, 0)).containsExactly(0.5, 0.5, 0);
    assertThat(row(uneven, 1)).containsExactly(0, 0, 1);
    Windows larger = Windows.antialiased(Windows.Filter.BOX, 2, 4);
    assertThat(row(larger, 1)).containsExactly(1, 0);
    assertThat(row(larger, 2)).containsExactly(0, 1);
  }

  /** Keys' cubic with a = -0.75 at 1/4, 3/4, 5/4 and 7/4. */
  @Test
  void plainBicubicLooksAtFourPlacesHoweverMuchItShrinks() {
    double[] keys = {0.87890625, 0.26171875, -0.10546875, -0.03515625};
    Windows twice = Windows.bicubic(8, 16);
    assertThat(row(twice, 8))
        .containsExactly(new double[] {0, 0, keys[3], keys[1], keys[0], keys[2], 0, 0}, CLOSE);
    // Two places left of the border: the border's own weight is the sum.
    assertThat(row(twice, 0))
        .containsExactly(
            new double[] {keys[3] + keys[1] + keys[0], keys[2], 0, 0, 0, 0, 0, 0}, CLOSE);
    // The middle of window 1 of 3 is the middle of place 4 of 9.
    assertThat(row(Windows.bicubic(9, 3), 1))
        .containsExactly(new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, CLOSE);
    for (int oldLength : LENGTHS) {
      for (int newLength : LENGTHS) {
        assertSound(Windows.bicubic(oldLength, newLength), oldLength, newLength);
      }
    }
  }

  @Test
  void bilinearKeepsBordersOrCorners() {
    Windows borders = Windows.bilinear(2, 4, false);
    assertThat(row(borders, 0)).containsExactly(1, 0);
    assertThat(row(borders, 1)).containsExactly(new double[] {0.75, 0.25}, CLOSE);
    assertThat(row(borders, 2)).containsExactly(new double[] {0.25, 0.75}, CLOSE);
    assertThat(row(borders, 3)).containsExactly(0, 1);
    Windows corners = Windows.bilinear(2, 4, true);
    assertThat(row(corners, 0)).containsExactly(1, 0);
    assertThat(row(corners, 1)).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, CLOSE);
    assertThat(row(corners, 3)).containsExactly(new double[] {0, 1}, CLOSE);
    // What PyTorch does with one place: it takes the first corner, or the middle.
    assertThat(row(Windows.bilinear(4, 1, true), 0)).containsExactly(1, 0, 0, 0);
    assertThat(row(Windows.bilinear(4, 1, false), 0)).containsExactly(0, 0.5, 0.5, 0);
  }

  @Test
  void nobodyCanChangeIt() {
    Windows windows = Windows.bilinear(2, 4, false);
    windows.weights(1)[0] = 9;
    assertThat(windows.weights(1)).containsExactly(new double[] {0.75, 0.25}, CLOSE);
  }

  @Test
  void refusesLengthsBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.bilinear(0, 4, false))
        .withMessage("lengths are 0 and 4; both are 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.antialiased(Windows.Filter.LANCZOS, 3, 0))
        .withMessage("lengths are 3 and 0; both are 1 or more");
  }
}
