package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Some pictures of a data set, in some order.
 *
 * @param whole the data set
 * @param size how many there are
 * @param at gives the index in the data set
 * @param what says in a few words which ones
 * @param identity together with that determines them
 */
record Selection(Dataset whole, int size, IntUnaryOperator at, String what, String identity)
    implements Dataset {
  Selection {
    if (size < 1) {
      throw new DataException(
          "Of " + whole.description() + " none is left: " + what + ". Take more of them.");
    }
  }

  static Selection at(Dataset whole, int[] indices) {
    for (int index : indices) {
      Objects.checkIndex(index, whole.size());
    }
    int[] copy = indices.clone();
    String what = String.format(Locale.ROOT, "%,d selected", copy.length);
    return new Selection(whole, copy.length, i -> copy[i], what, Arrays.toString(copy));
  }

  static Selection shard(Dataset whole, int number, int of) {
    if (of < 1 || number < 0 || number >= of) {
      throw new IllegalArgumentException(
          "there is no share " + number + " of " + of + "; they are numbered from 0");
    }
    int size = (int) (((long) whole.size() - number + of - 1) / of);
    return new Selection(whole, size, i -> number + i * of, "share " + number + " of " + of, "");
  }

  static Selection repeat(Dataset whole, int times) {
    if (times < 1 || (long) times * whole.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "pictures are repeated 1 to "
              + Integer.MAX_VALUE / whole.size()
              + " times, not "
              + times);
    }
    int once = whole.size();
    return new Selection(whole, once * times, i -> i % once, times + " times over", "");
  }

  private int index(int index) {
    return at.applyAsInt(Objects.checkIndex(index, size));
  }

  @Override
  public Image image(int index) {
    return whole.image(index(index));
  }

  @Override
  public int label(int index) {
    return whole.label(index(index));
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public String caption(int index) {
    return whole.caption(index(index));
  }

  @Override
  public List<String> objectClasses() {
    return whole.objectClasses();
  }

  @Override
  public Optional<AnnotatedPicture> annotated(int index) {
    return whole.annotated(index(index));
  }

  @Override
  public String digest(int index) {
    return whole.digest(index(index));
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
    return String.format(
        Locale.ROOT, "%s; of these %s: %,d pictures", whole.description(), what, size);
  }

  @Override
  public DataManifest manifest() {
    return whole.manifest().with(what, identity);
  }

  @Override
  public List<Unreadable> unreadable() {
    return whole.unreadable();
  }
}
