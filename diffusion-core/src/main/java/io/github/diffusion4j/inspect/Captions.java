package io.github.diffusion4j.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is written of pictures.
 *
 * @param captioned pictures with a caption
 * @param missing pictures without one
 * @param distinct different captions
 * @param words captions by their number of words
 * @param repeated the most frequent captions of those that several pictures have, at most 10
 */
public record Captions(
    int captioned, int missing, int distinct, Histogram words, Histogram repeated) {
  private static final int FREQUENT = 10;
  private static final double[] WORDS = {2, 4, 8, 16, 32, 64};
  private static final List<String> WORD_LABELS =
      List.of("1", "2 or 3", "4 to 7", "8 to 15", "16 to 31", "32 to 63", "64 and more");

  static Captions of(PictureFacts[] facts) {
    Map<String, Integer> counts = new TreeMap<>();
    captions(facts).forEach(caption -> counts.merge(caption, 1, Integer::sum));
    int captioned = (int) captions(facts).count();
    List<Histogram.Bin> repeated =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 1)
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(FREQUENT)
            .map(count -> new Histogram.Bin(count.getKey(), count.getValue()))
            .toList();
    return new Captions(
        captioned,
        (int) Arrays.stream(facts).filter(Objects::nonNull).count() - captioned,
        counts.size(),
        Histogram.of(
            captions(facts).mapToDouble(caption -> caption.split("\\s+").length),
            WORDS,
            WORD_LABELS),
        new Histogram(repeated));
  }

  private static Stream<String> captions(PictureFacts[] facts) {
    return Arrays.stream(facts)
        .filter(Objects::nonNull)
        .map(fact -> fact.caption().strip())
        .filter(caption -> !caption.isEmpty());
  }
}
