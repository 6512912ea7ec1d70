package io.github.diffusion4j.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in a data set.
 *
 * @param path as it was given
 * @param kind what is there, such as "folder of pictures"
 * @param pictures how many can be read
 * @param bytes the length of all files together
 * @param formats pictures by file format, the most frequent first
 * @param modes pictures by mode ("grey", "RGB+alpha", ...), the most frequent first
 * @param sizes pictures by "widthxheight", the most frequent first
 * @param classes pictures by class, by name; pictures without a class are in none
 * @param unreadable what cannot be read, and why
 * @param ignored files that are no pictures by their names
 * @param imageSize the size asked about, or 0
 * @param smaller pictures with a side below that size
 * @param memoryBytes what the data set takes in memory at that size, or 0
 */
public record Inspection(
    String path,
    String kind,
    int pictures,
    long bytes,
    Map<String, Integer> formats,
    Map<String, Integer> modes,
    Map<String, Integer> sizes,
    Map<String, Integer> classes,
    List<Unreadable> unreadable,
    int ignored,
    int imageSize,
    int smaller,
    long memoryBytes) {

  /** Copies the collections, keeping their order. */
  public Inspection {
    formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats));
    modes = Collections.unmodifiableMap(new LinkedHashMap<>(modes));
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads every picture once and keeps none.
   *
   * @param path as in {@link DataSpec#path}
   * @param imageSize the size to say more about, or 0
   * @throws DataException if there is no data, or a file that holds all of it is broken
   */
  public static Inspection of(String path, int imageSize) {
    try (StoredPictures pictures = StoredPictures.at(path)) {
      return pictures.inspect(imageSize, (index, picture) -> {});
    }
  }

  /**
   * Reads every picture once and keeps none.
   *
   * @throws DataException if there is no data, or a file that holds all of it is broken
   */
  public static Inspection of(String path) {
    return of(path, 0);
  }

  /** Returns the whole as lines for a terminal, at most one screen. */
  public String text() {
    return InspectionText.of(this);
  }
}
