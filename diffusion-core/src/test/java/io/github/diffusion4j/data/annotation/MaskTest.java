package io.github.diffusion4j.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
  private static PixelMask random(SplittableRandom random) {
    int width = random.nextInt(1, 40);
    int height = random.nextInt(1, 40);
    int share = random.nextInt(101);
    return PixelMask.of(width, height, (x, y) -> random.nextInt(100) < share);
  }

  @Test
  void rectanglesHaveTheirArea() {
    Polygons rectangle = Polygons.of(20, 10, List.of(new float[] {2, 3, 9, 3, 9, 8, 2, 8}));
    assertThat(rectangle.pixels().area()).isEqualTo(35);
    assertThat(rectangle.pixels().box()).contains(new Box(2, 3, 9, 8));
    assertThat(rectangle.pixels(40, 30).area()).isEqualTo(35 * 2 * 3);
  }

  @Test
  void triangleHasThePixelsWhoseCentresLieInIt() {
    // Below the diagonal of a square of 8: of row y the centres x + 0.5 < 8 - (y + 0.5).
    Polygons triangle = Polygons.of(8, 8, List.of(new float[] {0, 0, 8, 0, 0, 8}));
    PixelMask expected = PixelMask.of(8, 8, (x, y) -> x + y + 1 < 8);
    assertThat(triangle.pixels()).isEqualTo(expected);
    assertThat(triangle.pixels().area()).isEqualTo(28);
    Polygons fine = Polygons.of(800, 800, List.of(new float[] {0, 0, 800, 0, 0, 800}));
    assertThat(fine.pixels().area()).isEqualTo(800 * 799 / 2);
  }

  @Test
  void neighboursShareNoPixel() {
    Polygons left = Polygons.of(9, 9, List.of(new float[] {0, 0, 4.5f, 0, 4.5f, 9, 0, 9}));
    Polygons right = Polygons.of(9, 9, List.of(new float[] {4.5f, 0, 9, 0, 9, 9, 4.5f, 9}));
    assertThat(left.pixels().area() + right.pixels().area()).isEqualTo(81);
    assertThat(right.pixels().contains(4, 0)).isTrue();
  }

  @Test
  void ringsAreUnitedAndOneThatCrossesItselfIsEvenOdd() {
    float[] square = {0, 0, 6, 0, 6, 6, 0, 6};
    float[] inner = {2, 2, 4, 2, 4, 4, 2, 4};
    assertThat(Polygons.of(6, 6, List.of(square, inner)).pixels().area()).isEqualTo(36);
    float[] twice = new float[16];
    System.arraycopy(square, 0, twice, 0, 8);
    System.arraycopy(square, 0, twice, 8, 8);
    assertThat(Polygons.of(6, 6, List.of(twice)).pixels().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void convexPolygonsAreWhatTheirHalfPlanesSay(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int corners = random.nextInt(3, 12);
    double[] angles = random.doubles(corners, 0, 2 * Math.PI).sorted().toArray();
    float[] ring = new float[2 * corners];
    // On an ellipse that reaches out of the frame for some seeds.
    for (int i = 0; i < corners; i++) {
      ring[2 * i] = (float) (15 + 20 * Math.cos(angles[i]));
      ring[2 * i + 1] = (float) (12 + 11 * Math.sin(angles[i]));
    }
    PixelMask expected =
        PixelMask.of(
            30,
            25,
            (x, y) -> {
              boolean inside = true;
              for (int i = 0; i < corners; i++) {
                int j = (i + 1) % corners;
                double dx = (double) ring[2 * j] - ring[2 * i];
                double dy = (double) ring[2 * j + 1] - ring[2 * i + 1];
                inside &= dx * (y + 0.5 - ring[2 * i + 1]) - dy * (x + 0.5 - ring[2 * i]) >= 0;
              }
              return inside;
            });
    assertThat(Polygons.of(30, 25, List.of(ring)).pixels()).as("seed " + seed).isEqualTo(expected);
  }

  @Test
  void farCornersAreCutOff() {
    float far = Float.MAX_VALUE;
    Polygons all =
        Polygons.of(5, 4, List.of(new float[] {-far, -far, far, -far, far, far, -far, far}));
    assertThat(all.pixels().area()).isEqualTo(20);
    assertThat(all.transformed(new Transform(1e9, 0, 1e9, 0, 3, 3)).pixels().area()).isEqualTo(9);
  }

  @Test
  void refusesWhatIsNoPolygon() {
    for (float[] ring :
        new float[][] {{}, {1, 1, 2, 2}, {1, 1, 2, 2, 3, 3, 4}, {0, 0, 1, 0, Float.NaN, 1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Polygons.of(5, 5, List.of(ring)))
          .withMessageContaining(Arrays.toString(ring));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Polygons.of(5, 5, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Polygons.of(0, 5, List.of(new float[] {0, 0, 1, 0, 1, 1})))
        .withMessageContaining("0x5");
  }

  @Test
  void runsGoDownTheColumns() {
    RunLengths runs = RunLengths.of(3, 2, 1, 2, 3);
    // Column 0: out, in; column 1: in, out; column 2: out, out.
    assertThat(runs.pixels())
        .isEqualTo(PixelMask.of(3, 2, (x, y) -> x == 0 && y == 1 || x == 1 && y == 0));
    assertThat(runs.area()).isEqualTo(2);
    assertThat(RunLengths.of(runs.pixels())).isEqualTo(runs);
  }

  @Test
  void textIsAsTheFormatSays() {
    int[] counts = {6, 1, 40, 4, 5, 4, 5, 4, 21};
    // 40 = 8 + 32 * 1 takes two characters, 5 - 40 = -35 = 29 - 32 * 2 as well, and so does 16.
    assertThat(RunLengths.of(10, 9, counts).encode()).isEqualTo("61X13mN000`0");
    assertThat(RunLengths.decode(10, 9, "61X13mN000`0").runs()).containsExactly(counts);
  }

  @Test
  void runsAndTheirTextGoRoundTrip() {
    for (int seed = 0; seed < 200; seed++) {
      PixelMask mask = random(new SplittableRandom(seed));
      RunLengths runs = RunLengths.of(mask);
      assertThat(runs.pixels()).as("seed " + seed).isEqualTo(mask);
      assertThat(runs.area()).isEqualTo(mask.area());
      assertThat(RunLengths.decode(mask.width(), mask.height(), runs.encode())).isEqualTo(runs);
    }
    RunLengths large = RunLengths.of(1 << 13, 1 << 13, 0, 1, (1 << 26) - 3, 2, 0);
    assertThat(RunLengths.decode(1 << 13, 1 << 13, large.encode())).isEqualTo(large);
  }

  @Test
  void damagedTextIsRefusedOrIsOtherRuns() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder("61X13mN000`0");
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(20, 140));
      text.setLength(random.nextInt(text.length() + 1));
      try {
        assertThat(RunLengths.decode(10, 9, text.toString()).runs()).isNotEmpty();
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    for (String text : new String[] {"X", "oooooooooo", "", "0", "ñ", "O"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> RunLengths.decode(10, 9, text));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunLengths.of(2, 2, 5, -1))
        .withMessageContaining("not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunLengths.of(2, 2, Integer.MAX_VALUE, Integer.MAX_VALUE, 6))
        .withMessageContaining("add up to 4, not 4294967300");
  }

  @Test
  void boxIsTheSmallestAroundThePixels() {
    for (int seed = 0; seed < 100; seed++) {
      PixelMask mask = random(new SplittableRandom(seed));
      int[] edges = {mask.width(), mask.height(), 0, 0};
      for (int y = 0; y < mask.height(); y++) {
        for (int x = 0; x < mask.width(); x++) {
          if (mask.contains(x, y)) {
            edges[0] = Math.min(edges[0], x);
            edges[1] = Math.min(edges[1], y);
            edges[2] = Math.max(edges[2], x + 1);
            edges[3] = Math.max(edges[3], y + 1);
          }
        }
      }
      assertThat(mask.box())
          .as("seed " + seed)
          .isEqualTo(Box.of(edges[0], edges[1], edges[2], edges[3]));
    }
  }
}
