package io.github.diffusion4j.data.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what was wrong with single objects, and remembers the first of each kind. */
final class Findings {
  private static final int SHOWN = 120;

  private record Finding(int count, String first) {}

  private final Map<String, Finding> byKind = new LinkedHashMap<>();

  /**
   * Counts one.
   *
   * @param kind what is wrong and what became of it, to follow a number
   * @param which the object and the values that it has
   */
  void add(String kind, String which) {
    String printable = which.replaceAll("\\P{Print}", "?");
    byKind.merge(
        kind,
        new Finding(
            1, printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable),
        (old, fresh) -> new Finding(old.count + 1, old.first));
  }

  /** Returns the part of a box within its picture, and counts if that is not the whole. */
  Optional<Box> clipped(Optional<Box> box, int width, int height, String which) {
    if (box.isEmpty()) {
      add("objects left out, their box is none", which);
      return box;
    }
    Optional<Box> part = box.get().clipped(width, height);
    if (part.isEmpty()) {
      add("objects left out, their box is outside of the picture", which);
    } else if (!part.equals(box)) {
      add("boxes cut off at the edges of their pictures", which);
    }
    return part;
  }

  /** Returns a line for each kind, in the order they were met. */
  List<String> lines() {
    return byKind.entrySet().stream()
        .map(
            found ->
                "%,d %s (first: %s)"
                    .formatted(found.getValue().count, found.getKey(), found.getValue().first))
        .toList();
  }
}
