package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import java.util.List;
import java.util.Locale;

/** Pictures that were read from files, in memory. */
final class MemoryDataset implements Dataset {
  private final String name;
  private final Image[] images;
  private final Items items;
  private final DataManifest manifest;
  private final List<Unreadable> unreadable;

  /** Takes the arrays as they are; images all have the same size and channels. */
  MemoryDataset(
      String name,
      Image[] images,
      Items items,
      DataManifest manifest,
      List<Unreadable> unreadable) {
    this.name = name;
    this.images = images;
    this.items = items;
    this.manifest = manifest;
    this.unreadable = List.copyOf(unreadable);
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public Image image(int index) {
    return images[index];
  }

  @Override
  public int label(int index) {
    return items.labels()[index];
  }

  @Override
  public List<String> classes() {
    return items.classes();
  }

  @Override
  public String caption(int index) {
    return items.captions().get(index);
  }

  @Override
  public String digest(int index) {
    return items.digests().get(index);
  }

  @Override
  public int imageSize() {
    return images[0].width();
  }

  @Override
  public int channels() {
    return images[0].channels();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s: %,d pictures, fitted to %s%s%s%s",
        name,
        size(),
        images[0],
        classes().isEmpty() ? "" : ", " + classes().size() + " classes",
        items.note(),
        unreadable.isEmpty() ? "" : ", " + unreadable.size() + " unreadable skipped");
  }

  @Override
  public DataManifest manifest() {
    return manifest;
  }

  @Override
  public List<Unreadable> unreadable() {
    return unreadable;
  }
}
