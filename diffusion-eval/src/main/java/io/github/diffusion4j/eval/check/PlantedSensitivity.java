package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.plant.PlantedCopies;
import io.github.diffusion4j.eval.plant.PlantedCopy;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Plants copies of training pictures and counts how many a detector finds.
 *
 * <p>What a kind takes from another picture it takes from a held-out one if there are any, so that
 * the rest of the picture is new.
 */
record PlantedSensitivity(Detector detector, List<Manipulation> kinds, CheckSettings settings) {

  /** Counts, for each kind, the planted copies above a threshold. */
  List<Sensitivity> measure(
      SearchRecall search, Dataset training, Optional<Dataset> heldOut, double threshold) {
    PlantedCopies planting =
        new PlantedCopies(some(training), some(heldOut.orElse(training)), settings.seed());
    return kinds.stream()
        .map(
            kind -> {
              List<Image> copies =
                  planting.of(List.of(kind), settings.planted()).stream()
                      .map(PlantedCopy::picture)
                      .map(picture -> picture.withChannels(training.channels()))
                      .toList();
              long found =
                  Arrays.stream(search.counted(new Pictures(copies)))
                      .map(Match::similarity)
                      .filter(similarity -> similarity > threshold)
                      .count();
              return new Sensitivity(
                  kind.name(),
                  detector.claims().contains(kind.name()),
                  ClopperPearson.of(found, copies.size(), settings.confidence()));
            })
        .toList();
  }

  /** Takes pictures from all over a set, which may be ordered by class. */
  private List<Image> some(Dataset pictures) {
    int count = Math.min(pictures.size(), settings.planted());
    return IntStream.range(0, count)
        .mapToObj(i -> pictures.image((int) ((long) i * pictures.size() / count)))
        .toList();
  }

  /**
   * Returns a lower bound of the share of claimed kinds' copies that is found, all of them taken
   * together.
   *
   * @throws EvaluationException if the detector claims none of the kinds
   */
  static double least(List<Sensitivity> sensitivity, double confidence) {
    long found = 0;
    long all = 0;
    for (Sensitivity each : sensitivity) {
      if (each.claimed()) {
        found += each.found().hits();
        all += each.found().samples();
      }
    }
    if (all == 0) {
      throw new EvaluationException(
          "no copies were planted of a kind that the detector claims to see; plant some");
    }
    return ClopperPearson.of(found, all, confidence).lower();
  }

  private record Pictures(List<Image> images) implements Dataset {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Image image(int index) {
      return images.get(index);
    }
  }
}
