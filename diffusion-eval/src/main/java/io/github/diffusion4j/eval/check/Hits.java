package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector.Match;
import java.util.HashSet;
import java.util.Set;

/**
 * Generated pictures above a threshold. Pictures of one prompt are not independent: they count as
 * one, and as a hit if any of them is.
 *
 * @param groups how many groups have a hit
 * @param independent how many groups there are
 */
record Hits(int groups, int independent) {

  static Hits of(Dataset generated, Match[] matches, double threshold) {
    Set<String> all = new HashSet<>();
    Set<String> hit = new HashSet<>();
    for (int i = 0; i < matches.length; i++) {
      String caption = generated.caption(i);
      String group = caption.isEmpty() ? "picture " + i : "prompt " + caption;
      all.add(group);
      if (matches[i].similarity() > threshold) {
        hit.add(group);
      }
    }
    return new Hits(hit.size(), all.size());
  }
}
