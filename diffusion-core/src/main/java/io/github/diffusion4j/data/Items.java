package io.github.diffusion4j.data;

import java.util.Collections;
import java.util.List;

/**
 * What is known of pictures besides their pixels.
 *
 * @param classes the names of the classes
 * @param labels for each picture the index of its class, or -1
 * @param captions for each picture its caption, or ""
 * @param digests for each picture what {@link Dataset#digest} returns
 * @param note more to say about all of them, such as ", 9 captions"; or ""
 */
record Items(
    List<String> classes, int[] labels, List<String> captions, List<String> digests, String note) {
  Items {
    classes = List.copyOf(classes);
    captions = List.copyOf(captions);
    digests = List.copyOf(digests);
  }

  /** Returns those of pictures with classes alone. */
  static Items of(List<String> classes, int[] labels, List<String> digests) {
    return new Items(classes, labels, Collections.nCopies(labels.length, ""), digests, "");
  }
}
