package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pictures that were read from files, in the heap or in a file mapped into memory. */
final class MemoryDataset implements Dataset {
  private final String name;
  private final FittedPictures pictures;
  private final Items items;
  private final DataManifest manifest;
  private final List<Unreadable> unreadable;
  private final List<String> notes;

  /** Takes the array as it is. */
  MemoryDataset(
      String name,
      FittedPictures pictures,
      Items items,
      DataManifest manifest,
      List<Unreadable> unreadable,
      List<String> notes) {
    this.name = name;
    this.pictures = pictures;
    this.items = items;
    this.manifest = manifest;
    this.unreadable = List.copyOf(unreadable);
    this.notes = List.copyOf(notes);
  }

  @Override
  public int size() {
    return pictures.count();
  }

  @Override
  public Image image(int index) {
    return pictures.image(index);
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
  public List<String> objectClasses() {
    return items.objectClasses();
  }

  @Override
  public Optional<AnnotatedPicture> annotated(int index) {
    return items.annotated().apply(index);
  }

  @Override
  public String digest(int index) {
    return items.digests().get(index);
  }

  @Override
  public int imageSize() {
    return pictures.imageSize();
  }

  @Override
  public int channels() {
    return pictures.channels();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s: %,d pictures, fitted to %s%s%s%s",
        name,
        size(),
        pictures.image(0),
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

  @Override
  public List<String> notes() {
    return notes;
  }
}
