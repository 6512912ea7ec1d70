package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.Image;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The pictures of one data set and then those of another. */
final class Concatenation implements Dataset {
  private final Dataset first;
  private final Dataset second;
  private final List<String> classes;

  /** For each class of the second the index of the same name here. */
  private final int[] renumbered;

  private final List<String> objectClasses;

  Concatenation(Dataset first, Dataset second) {
    if (first.imageSize() != second.imageSize() || first.channels() != second.channels()) {
      throw new IllegalArgumentException(
          "pictures of one size only become one data set, but these are "
              + first.image(0)
              + " and "
              + second.image(0));
    }
    if ((long) first.size() + second.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%,d and %,d pictures are too many for an index".formatted(first.size(), second.size()));
    }
    this.first = first;
    this.second = second;
    Set<String> names = new LinkedHashSet<>(first.classes());
    names.addAll(second.classes());
    this.classes = List.copyOf(names);
    this.renumbered = second.classes().stream().mapToInt(classes::indexOf).toArray();
    List<String> ofObjects = new ArrayList<>(first.objectClasses());
    if (!ofObjects.equals(second.objectClasses())) {
      second.objectClasses().stream()
          .filter(name -> !first.objectClasses().contains(name))
          .forEach(ofObjects::add);
    }
    this.objectClasses = List.copyOf(ofObjects);
  }

  private boolean isOfFirst(int index) {
    return Objects.checkIndex(index, size()) < first.size();
  }

  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public Image image(int index) {
    return isOfFirst(index) ? first.image(index) : second.image(index - first.size());
  }

  @Override
  public int label(int index) {
    if (isOfFirst(index)) {
      return first.label(index);
    }
    int label = second.label(index - first.size());
    return label < 0 ? -1 : renumbered[label];
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public String caption(int index) {
    return isOfFirst(index) ? first.caption(index) : second.caption(index - first.size());
  }

  @Override
  public List<String> objectClasses() {
    return objectClasses;
  }

  @Override
  public Optional<AnnotatedPicture> annotated(int index) {
    if (isOfFirst(index)) {
      return first.annotated(index);
    }
    List<String> names = second.objectClasses();
    Optional<AnnotatedPicture> picture = second.annotated(index - first.size());
    return names.equals(objectClasses)
        ? picture
        : picture.map(all -> all.relabelled(label -> objectClasses.indexOf(names.get(label))));
  }

  @Override
  public String digest(int index) {
    return isOfFirst(index) ? first.digest(index) : second.digest(index - first.size());
  }

  @Override
  public int imageSize() {
    return first.imageSize();
  }

  @Override
  public int channels() {
    return first.channels();
  }

  @Override
  public String description() {
    return first.description() + "; and " + second.description();
  }

  /** Returns the files of both, the second's under the name "and/...". */
  @Override
  public DataManifest manifest() {
    List<DataManifest.Entry> entries = new ArrayList<>(first.manifest().entries());
    for (DataManifest.Entry entry : second.manifest().entries()) {
      entries.add(new DataManifest.Entry("and/" + entry.name(), entry.bytes(), entry.sha256()));
    }
    return new DataManifest(entries);
  }

  @Override
  public List<Unreadable> unreadable() {
    List<Unreadable> all = new ArrayList<>(first.unreadable());
    all.addAll(second.unreadable());
    return all;
  }
}
