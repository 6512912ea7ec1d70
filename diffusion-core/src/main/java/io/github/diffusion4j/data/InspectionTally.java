package io.github.diffusion4j.data;

import io.github.diffusion4j.image.DecodedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what an inspection meets and shows it to a visitor. Thread-safe. */
final class InspectionTally implements PictureVisitor {
  private final int imageSize;
  private final PictureVisitor visitor;
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

  InspectionTally(int imageSize, PictureVisitor visitor) {
    this.imageSize = imageSize;
    this.visitor = visitor;
  }

  @Override
  public void begin(int count) {
    visitor.begin(count);
  }

  @Override
  public void picture(int index, StoredPicture picture) {
    count(picture);
    visitor.picture(index, picture);
  }

  @Override
  public void fault(int index, Unreadable fault) {
    visitor.fault(index, fault);
  }

  synchronized void kind(String what) {
    kind = what;
  }

  private synchronized void count(StoredPicture picture) {
    DecodedImage decoded = picture.decoded();
    int width = decoded.pixels().width();
    int height = decoded.pixels().height();
    pictures++;
    formats.merge(decoded.format(), 1, Integer::sum);
    modes.merge(decoded.mode(), 1, Integer::sum);
    sizes.merge(picture.isDrawn() ? "any" : width + "x" + height, 1, Integer::sum);
    grey &= decoded.mode().startsWith("grey");
    if (!picture.isDrawn() && Math.min(width, height) < imageSize) {
      smaller++;
    }
    if (!picture.label().isEmpty()) {
      classes.merge(picture.label(), 1, Integer::sum);
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
