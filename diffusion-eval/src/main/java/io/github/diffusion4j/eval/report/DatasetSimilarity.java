package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Spread;
import io.github.diffusion4j.eval.replication.TopSimilarities;
import java.util.Optional;

/**
 * How like their most similar training picture generated pictures are, and how like each other
 * training pictures are (Somepalli et al. 2023, section 5): the cosine of descriptors. That the two
 * histograms lie apart is the evidence; the score alone, without the other, says nothing. It sees
 * no fewer than some 5 % of copies.
 *
 * @param score the 95th percentile of the generated pictures' similarities
 * @param trainingScore that of the training pictures' among each other
 * @param duplicates training pictures that were left out because an earlier one is equal
 * @param generated in bins of 0.005 from 0 to 1; a density is the count over pictures over 0.005
 * @param training likewise, of 2000 pictures at most, each compared with all others
 */
public record DatasetSimilarity(
    double score, double trainingScore, int duplicates, Histogram generated, Histogram training) {
  private static final double PERCENTILE = 0.95;
  private static final int BINS = 200;
  private static final int COMPARED = 2000;

  /** Compares; nothing if a picture has no direction, or all training pictures are equal. */
  static Optional<DatasetSimilarity> of(Features generated, Features training) {
    int[] different = training.different();
    if (different.length < 2 || !generated.haveDirections() || !training.haveDirections()) {
      return Optional.empty();
    }
    Features searched = training.select(different);
    TopSimilarities drawn = TopSimilarities.between(generated, searched);
    TopSimilarities among =
        TopSimilarities.within(searched, Spread.over(searched.size(), COMPARED));
    return Optional.of(
        new DatasetSimilarity(
            drawn.quantile(PERCENTILE),
            among.quantile(PERCENTILE),
            training.size() - different.length,
            Histogram.of(drawn.values(), 0, 1, BINS),
            Histogram.of(among.values(), 0, 1, BINS)));
  }
}
