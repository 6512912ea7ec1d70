package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Generated pictures above a threshold. Pictures of one prompt are not independent: they count as
 * one, and as a hit if any of them is.
 *
 * @param groups how many groups have a hit
 * @param independent how many groups there are
 * @param prompts the same by kind of prompt, where there are both kinds; else empty
 */
record Hits(int groups, int independent, List<PromptCount> prompts) {

  static Hits of(Dataset generated, PromptKind[] kinds, Match[] matches, double threshold) {
    int[] groups = firstOfGroup(generated);
    List<PromptCount> prompts = new ArrayList<>();
    int hits = 0;
    int all = 0;
    // A prompt is of one kind, so that no group is of both.
    for (PromptKind kind : PromptKind.values()) {
      Set<Integer> of = new HashSet<>();
      Set<Integer> hit = new HashSet<>();
      for (int i = 0; i < matches.length; i++) {
        if (kinds[i] == kind) {
          of.add(groups[i]);
          if (matches[i].similarity() > threshold) {
            hit.add(groups[i]);
          }
        }
      }
      hits += hit.size();
      all += of.size();
      if (!of.isEmpty()) {
        prompts.add(new PromptCount(kind, hit.size(), of.size()));
      }
    }
    return new Hits(hits, all, prompts.size() > 1 ? List.copyOf(prompts) : List.of());
  }

  /** Returns, for each picture, the first of its group: of its prompt, or itself without one. */
  static int[] firstOfGroup(Dataset pictures) {
    Map<String, Integer> first = new HashMap<>();
    int[] groups = new int[pictures.size()];
    for (int i = 0; i < groups.length; i++) {
      String caption = pictures.caption(i);
      groups[i] = caption.isEmpty() ? i : firstOf(first, caption, i);
    }
    return groups;
  }

  private static int firstOf(Map<String, Integer> first, String caption, int index) {
    Integer earlier = first.putIfAbsent(caption, index);
    return earlier == null ? index : earlier;
  }
}
