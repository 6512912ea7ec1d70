package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.replication.Calibration;
import java.util.Locale;
import java.util.Optional;

/**
 * The held-out picture that a threshold comes from, and the training picture that it is like. Where
 * the two show the same thing, such as one drawing in two versions, the threshold is above what
 * copies reach. They stay: whatever is taken out by its similarity alone is missing from the rate
 * of false alarms as well, so only a person who sees that the split is wrong may take it out.
 */
record ThresholdPair(int heldOut, int training, double similarity) {

  /**
   * Finds the pair of a threshold; there is none where the detector's floor is the threshold.
   *
   * @param matches of all held-out pictures
   */
  static Optional<ThresholdPair> of(Match[] matches, Calibration.Threshold threshold) {
    for (int i = 0; i < matches.length && threshold.rank() > 0; i++) {
      if (matches[i].similarity() == threshold.similarity()) {
        return Optional.of(new ThresholdPair(i, matches[i].row(), threshold.similarity()));
      }
    }
    return Optional.empty();
  }

  /** Says where to look when too few planted copies are above the threshold. */
  String sentence(PictureSets sets) {
    Dataset likened = sets.heldOut().orElse(sets.training());
    return String.format(
        Locale.ROOT,
        "the threshold, %.4f, is how like %s picture %s is to training picture %s: if they show the same thing, the two sets are not apart, so take it out of one; if not, allow some false positives",
        similarity,
        sets.heldOut().isPresent() ? "held-out" : "training",
        name(likened, heldOut),
        name(sets.training(), training));
  }

  /** Returns the number of a picture, and its file if it is one. */
  private static String name(Dataset pictures, int index) {
    String digest = pictures.digest(index);
    return pictures.manifest().entries().stream()
        .filter(entry -> entry.sha256().equals(digest))
        .map(DataManifest.Entry::name)
        .findFirst()
        .map(file -> index + " (" + file + ")")
        .orElse(String.valueOf(index));
  }
}
