package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector.Gallery;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.stream.IntStream;

/**
 * Searches, and counts how often an approximate search finds a picture as similar as an exact one
 * does. Of an exact search there is nothing to count. Not thread-safe.
 */
final class SearchRecall {
  /** Pictures that are searched exactly as well: so many, and at least such a share. */
  private static final int SAMPLE = 300;

  private static final double SHARE = 0.02;

  /** Similarities that were added up in another order differ by less. */
  private static final double ROUNDING = 1e-9;

  private final Gallery gallery;
  private final long seed;
  private long found;
  private long sought;

  SearchRecall(Gallery gallery, long seed) {
    this.gallery = gallery;
    this.seed = seed;
  }

  /** Searches, and counts for a random sample of the pictures. */
  Match[] sampled(Dataset pictures) {
    int sample =
        Math.min(pictures.size(), Math.max(SAMPLE, (int) Math.ceil(SHARE * pictures.size())));
    RandomStream random = RandomStream.of(seed, "eval.search-recall", 0);
    return search(pictures, Permutations.choose(sample, pictures.size(), random));
  }

  /** Searches, and counts for all pictures. */
  Match[] counted(Dataset pictures) {
    return search(pictures, IntStream.range(0, pictures.size()).toArray());
  }

  private Match[] search(Dataset pictures, int[] sample) {
    Match[] matches = gallery.nearest(pictures);
    Gallery exact = gallery.exact();
    if (exact != gallery) {
      Match[] best = exact.nearest(pictures.subset(sample));
      for (int i = 0; i < sample.length; i++) {
        found += matches[sample[i]].similarity() >= best[i].similarity() - ROUNDING ? 1 : 0;
      }
      sought += sample.length;
    }
    return matches;
  }

  /** Returns the bounds of the share that is found; null of an exact search. */
  ClopperPearson bound(double confidence) {
    return sought == 0 ? null : ClopperPearson.of(found, sought, confidence);
  }
}
