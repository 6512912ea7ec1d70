package io.github.diffusion4j.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sizes and proportions of pictures; drawn ones have none.
 *
 * @param shorterSides pictures by their shorter side in pixels
 * @param aspectRatios pictures by width to height
 * @param elongated pictures with one side more than twice the other, of which cropping to a square
 *     keeps less than half
 */
public record Dimensions(Histogram shorterSides, Histogram aspectRatios, int elongated) {
  private static final double[] SIDES = {16, 32, 64, 128, 256, 512, 1024, 2048};
  private static final List<String> SIDE_LABELS =
      List.of(
          "1 to 15",
          "16 to 31",
          "32 to 63",
          "64 to 127",
          "128 to 255",
          "256 to 511",
          "512 to 1,023",
          "1,024 to 2,047",
          "2,048 and more");

  /** Symmetric about 1, so that a picture and the same on its side fall into opposite bins. */
  private static final double[] RATIOS = {1 / 3.0, 0.5, 2 / 3.0, 0.9, 10 / 9.0, 1.5, 2, 3};

  private static final List<String> RATIO_LABELS =
      List.of(
          "below 1:3",
          "1:3 to 1:2",
          "1:2 to 2:3",
          "2:3 to 9:10",
          "about 1:1",
          "10:9 to 3:2",
          "3:2 to 2:1",
          "2:1 to 3:1",
          "3:1 and more");

  static Dimensions of(PictureFacts[] facts) {
    return new Dimensions(
        Histogram.of(
            sized(facts).mapToDouble(fact -> Math.min(fact.width(), fact.height())),
            SIDES,
            SIDE_LABELS),
        Histogram.of(
            sized(facts).mapToDouble(fact -> (double) fact.width() / fact.height()),
            RATIOS,
            RATIO_LABELS),
        (int) sized(facts).filter(Dimensions::isElongated).count());
  }

  private static Stream<PictureFacts> sized(PictureFacts[] facts) {
    return Arrays.stream(facts).filter(Objects::nonNull).filter(fact -> !fact.drawn());
  }

  private static boolean isElongated(PictureFacts fact) {
    return Math.max(fact.width(), fact.height()) > 2L * Math.min(fact.width(), fact.height());
  }
}
