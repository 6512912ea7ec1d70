package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What is known of pictures besides their pixels.
 *
 * @param classes the names of the classes
 * @param labels for each picture the index of its class, or -1
 * @param captions for each picture its caption, or ""
 * @param digests for each picture what {@link Dataset#digest} returns
 * @param note more to say about all of them, such as ", 9 captions"; or ""
 * @param objectClasses the names of the classes of objects
 * @param annotated for each picture what is to be seen in it, if that is known
 */
record Items(
    List<String> classes,
    int[] labels,
    List<String> captions,
    List<String> digests,
    String note,
    List<String> objectClasses,
    IntFunction<Optional<AnnotatedPicture>> annotated) {
  Items {
    classes = List.copyOf(classes);
    captions = List.copyOf(captions);
    digests = List.copyOf(digests);
    objectClasses = List.copyOf(objectClasses);
  }

  /** Makes those of pictures of whose objects nothing is known. */
  Items(
      List<String> classes,
      int[] labels,
      List<String> captions,
      List<String> digests,
      String note) {
    this(classes, labels, captions, digests, note, List.of(), index -> Optional.empty());
  }

  /** Returns those of pictures with classes alone. */
  static Items of(List<String> classes, int[] labels, List<String> digests) {
    return new Items(classes, labels, Collections.nCopies(labels.length, ""), digests, "");
  }
}
