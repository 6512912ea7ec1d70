package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.statistics.SampleSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands in the way of a verdict of PASS, whatever the hits. */
record Doubts(CheckSettings settings) {

  /** A search that misses more is no evidence that there is nothing to find. */
  private static final double LEAST_RECALL = 0.99;

  /** Returns a sentence for each doubt; none if PASS may be said. */
  List<String> of(
      boolean weakNull,
      double sensitivity,
      double recall,
      int independent,
      int different,
      List<Sensitivity> planted) {
    List<String> doubts = new ArrayList<>();
    if (weakNull && !settings.weakNull()) {
      doubts.add(
          "there are no held-out pictures: give some of the same source that the model never saw, or accept that training pictures compared with each other take their place (weak null)");
    }
    boolean sees = sensitivity >= settings.minSensitivity();
    if (!sees) {
      doubts.add(
          "the detector finds too few of the copies planted to test it: at least %s, and %s are asked for (%s); take another detector, or more or better chosen held-out pictures"
              .formatted(
                  RateVerdict.percent(sensitivity),
                  RateVerdict.percent(settings.minSensitivity()),
                  summary(planted)));
    }
    boolean finds = recall >= LEAST_RECALL;
    if (!finds) {
      doubts.add(
          "the approximate search finds too few of what an exact one does: at least %s, and %s are needed; search exactly"
              .formatted(RateVerdict.percent(recall), RateVerdict.percent(LEAST_RECALL)));
    }
    long needed = sees && finds ? leastPictures(sensitivity * recall) : 0;
    if (independent < needed) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "%,d independent pictures cannot show a rate of at most %s even without a copy; %,d are the least",
              independent,
              RateVerdict.percent(settings.maxRate()),
              needed));
    }
    if (different < independent / 2.0) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "only %,d of the generated pictures differ, so they are not independent; draw each from noise of its own",
              different));
    }
    return doubts;
  }

  private long leastPictures(double sensitivity) {
    return SampleSize.forUpperBound(0, settings.maxRate() * sensitivity, settings.confidence());
  }

  private static String summary(List<Sensitivity> planted) {
    return planted.stream()
        .filter(Sensitivity::claimed)
        .map(each -> each.kind() + " " + RateVerdict.percent(each.found().rate()))
        .collect(Collectors.joining(", "));
  }
}
