package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.eval.replication.TopSimilarities;
import io.github.diffusion4j.eval.statistics.Correlation;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Jpeg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Whether pictures are more like a training picture the simpler that is (Somepalli et al. 2023,
 * section 7): simple pictures are copied more, and are more alike by chance.
 *
 * @param training the pictures that are matched, each with a direction
 */
record MatchedSimplicity(Described training) {
  private static final double QUALITY = 0.9;
  private static final int LEVELS = 256;

  /** Returns the correlations that there are: none where similarity or simplicity never vary. */
  List<Diagnostic> of(Described generated, Optional<Described> heldOut) {
    TopSimilarities drawn = matches(generated);
    Optional<TopSimilarities> unseen = heldOut.map(this::matches);
    List<Diagnostic> all = new ArrayList<>();
    add(all, "entropy", MatchedSimplicity::entropy, drawn, unseen);
    add(all, "JPEG size", image -> Jpeg.encode(image, QUALITY).length, drawn, unseen);
    return all;
  }

  private TopSimilarities matches(Described pictures) {
    return TopSimilarities.between(pictures.features(), training.features());
  }

  private void add(
      List<Diagnostic> all,
      String what,
      ToDoubleFunction<Image> measure,
      TopSimilarities generated,
      Optional<TopSimilarities> heldOut) {
    Map<Integer, Double> known = new HashMap<>();
    OptionalDouble drawn = correlation(generated, measure, known);
    if (drawn.isPresent()) {
      OptionalDouble unseen =
          heldOut.isPresent() ? correlation(heldOut.get(), measure, known) : OptionalDouble.empty();
      all.add(
          new Diagnostic(
              "correlation of top-1 cosine with the matched picture's "
                  + what
                  + " (Somepalli et al. 2023)",
              drawn.getAsDouble(),
              unseen.isPresent() ? unseen.getAsDouble() : null,
              "as for held-out pictures; further below 0, simple pictures are copied",
              "whether anything is copied at all"));
    }
  }

  private OptionalDouble correlation(
      TopSimilarities top, ToDoubleFunction<Image> measure, Map<Integer, Double> known) {
    double[] simple =
        Arrays.stream(top.rows())
            .mapToDouble(
                row ->
                    known.computeIfAbsent(
                        row,
                        match ->
                            measure.applyAsDouble(training.set().image(training.indices()[match]))))
            .toArray();
    return Correlation.pearson(top.values(), simple);
  }

  /** In bits, of the levels of brightness. */
  static double entropy(Image image) {
    long[] counts = new long[LEVELS];
    byte[] samples = image.withChannels(1).samples();
    for (byte sample : samples) {
      counts[sample & 0xff]++;
    }
    double bits = 0;
    for (long count : counts) {
      double share = (double) count / samples.length;
      bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
