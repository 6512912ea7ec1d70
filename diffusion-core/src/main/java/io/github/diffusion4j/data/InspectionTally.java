package io.github.diffusion4j.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what an inspection meets. Thread-safe. */
final class InspectionTally {
  private final int imageSize;
  private String kind = "";
  private int pictures;
  private int smaller;
  private int ignored;
  private long bytes;
  private boolean grey = true;
  private final Map<String, Integer> formats = new TreeMap<>();
  private final Map<String, Integer> modes = new TreeMap<>();
  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Map<String, Integer> classes = new TreeMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  InspectionTally(int imageSize) {
    this.imageSize = imageSize;
  }

  synchronized void kind(String what) {
    kind = what;
  }

  /** Counts a picture; a width of 0 means any size. */
  synchronized void picture(String format, String mode, int width, int height) {
    pictures++;
    formats.merge(format, 1, Integer::sum);
    modes.merge(mode, 1, Integer::sum);
    sizes.merge(width == 0 ? "any" : width + "x" + height, 1, Integer::sum);
    grey &= mode.startsWith("grey");
    if (width > 0 && Math.min(width, height) < imageSize) {
      smaller++;
    }
  }

  /** Counts the class of a picture; null if it has none. */
  synchronized void inClass(String name) {
    if (name != null) {
      classes.merge(Unreadable.printable(name), 1, Integer::sum);
    }
  }

  synchronized void unreadable(Unreadable fault) {
    unreadable.add(fault);
  }

  synchronized void ignored(int files) {
    ignored += files;
  }

  synchronized void bytes(long more) {
    bytes += more;
  }

  synchronized Inspection result(String path) {
    return new Inspection(
        path,
        kind,
        pictures,
        bytes,
        byCount(formats),
        byCount(modes),
        byCount(sizes),
        new LinkedHashMap<>(classes),
        unreadable,
        ignored,
        imageSize,
        smaller,
        imageSize == 0 ? 0 : MemoryBudget.estimate(pictures, imageSize, grey ? 1 : 3));
  }

  /** Orders the most frequent first, equals by name. */
  private static Map<String, Integer> byCount(Map<String, Integer> counts) {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }
}
