package io.github.diffusion4j.bench.study;

import java.util.Locale;
import java.util.Map;

/**
 * What is measured of pictures that were drawn.
 *
 * @param frechet distance to the training pictures
 * @param share of the pictures that the judge takes for the class they should show; 0 without
 *     classes
 * @param diversity mean distance of two pictures of a class
 * @param evaluations calls of the denoiser for a batch, in the mean
 * @param perSecond pictures drawn a second
 */
record Figures(
    double frechet, double share, double diversity, double evaluations, double perSecond) {

  /** Returns what a column of distances is called: they depend on how many pictures they are of. */
  static String distanceOf(int pictures) {
    return String.format(Locale.ROOT, "Fréchet distance, %,d", pictures);
  }

  /** Reads them from a ledger. */
  static Figures of(Map<String, Double> cell) {
    return new Figures(
        cell.get("frechet"),
        cell.get("share"),
        cell.get("diversity"),
        cell.get("evaluations"),
        cell.get("perSecond"));
  }

  /** Returns them for a ledger. */
  Map<String, Double> toMap() {
    return Map.of(
        "frechet", frechet,
        "share", share,
        "diversity", diversity,
        "evaluations", evaluations,
        "perSecond", perSecond);
  }
}
