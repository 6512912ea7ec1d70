package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Pictures of a data set that follow each other.
 *
 * @param whole the data set
 * @param from number of the first picture
 * @param size how many there are, 1 or more
 */
record Part(Dataset whole, int from, int size) implements Dataset {
  /** Returns all of a data set. */
  static Part of(Dataset whole) {
    return new Part(whole, 0, whole.size());
  }

  /** Returns the first so many, or all if there are fewer. */
  Part first(int count) {
    return new Part(whole, from, Math.min(count, size));
  }

  /** Returns all pictures. */
  List<Image> images() {
    return IntStream.range(0, size).mapToObj(this::image).toList();
  }

  /** Returns the classes of all pictures. */
  int[] labels() {
    return IntStream.range(0, size).map(this::label).toArray();
  }

  @Override
  public Image image(int index) {
    return whole.image(from + index);
  }

  @Override
  public int label(int index) {
    return whole.label(from + index);
  }

  @Override
  public String caption(int index) {
    return whole.caption(from + index);
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public int imageSize() {
    return whole.imageSize();
  }

  @Override
  public int channels() {
    return whole.channels();
  }

  @Override
  public String description() {
    return isWhole()
        ? whole.description()
        : String.format(
            Locale.ROOT, "%s; of these %,d to %,d", whole.description(), from, from + size - 1);
  }

  @Override
  public DataManifest manifest() {
    if (isWhole()) {
      return whole.manifest();
    }
    List<DataManifest.Entry> entries = new ArrayList<>(whole.manifest().entries());
    String name = "pictures " + from + " to " + (from + size - 1);
    entries.add(
        new DataManifest.Entry(name, 0, Digests.sha256(name.getBytes(StandardCharsets.UTF_8))));
    return new DataManifest(entries);
  }

  private boolean isWhole() {
    return size == whole.size();
  }

  @Override
  public List<Unreadable> unreadable() {
    return whole.unreadable();
  }
}
