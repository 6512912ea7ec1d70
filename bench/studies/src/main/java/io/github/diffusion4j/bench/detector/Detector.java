package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.image.Image;
import java.util.List;

/** Says how alike two pictures are. */
public interface Detector {
  /** Returns its name in tables. */
  String name();

  /** Takes in the pictures to compare others with. */
  Index over(List<Image> gallery);

  /** A gallery, ready to be compared with. */
  @FunctionalInterface
  interface Index {
    /**
     * Compares pictures with the gallery.
     *
     * @return {@code [queries][gallery]}, the higher, the more alike; the caller's own
     */
    double[][] similarities(List<Image> queries);
  }
}
