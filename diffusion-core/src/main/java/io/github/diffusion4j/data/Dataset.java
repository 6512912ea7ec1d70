package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Square pictures of one size and number of channels, by index. Implementations are safe for
 * reading from many threads. Who makes one of their own needs to give {@link #size} and {@link
 * #image} only.
 *
 * <p>Others are made of it without copying a picture: {@link #filter}, {@link #subset}, {@link
 * #split}, {@link #shard}, {@link #repeat} and {@link #concat}. Their descriptions and manifests
 * say what they take.
 */
public interface Dataset {
  /** Returns the number of pictures, at least 1. */
  int size();

  /** Returns a picture of {@link #imageSize()} pixels a side and {@link #channels()} channels. */
  Image image(int index);

  /** Returns the index of the picture's class in {@link #classes()}, or -1 if it has none. */
  default int label(int index) {
    return -1;
  }

  /** Returns the names of the classes; empty if the pictures have none. */
  default List<String> classes() {
    return List.of();
  }

  /** Returns the picture's caption, or "" if it has none. */
  default String caption(int index) {
    return "";
  }

  /** Returns the names of the classes of objects in the pictures; empty if none are told of. */
  default List<String> objectClasses() {
    return List.of();
  }

  /**
   * Returns which objects are to be seen, with boxes and masks in the pixels of {@link #image}, if
   * there are annotations. The indices of their classes are those of {@link #objectClasses}.
   *
   * @throws DataException if a file with masks cannot be read
   */
  default Optional<AnnotatedPicture> annotated(int index) {
    return Optional.empty();
  }

  /**
   * Returns the SHA-256 of what the picture was made from, lower-case hexadecimal: of the bytes of
   * its file; of its pixels as stored where one file holds many (IDX, CIFAR); of its number where
   * it is drawn. It does not depend on the size asked for, but for a data set that gives nothing
   * else, where it is of the pixels here.
   */
  default String digest(int index) {
    Image image = image(index);
    String size = image.width() + "x" + image.height() + "x" + image.channels() + '\n';
    return Digests.sha256(size.getBytes(StandardCharsets.UTF_8), image.samples());
  }

  /** Returns the pixels of a side. */
  default int imageSize() {
    return image(0).width();
  }

  /** Returns 1 for grey, 3 for RGB. */
  default int channels() {
    return image(0).channels();
  }

  /** Returns what this is in a few words, for a log. */
  default String description() {
    return String.format(Locale.ROOT, "%,d pictures of %s", size(), image(0));
  }

  /** Returns what the data was made of. */
  default DataManifest manifest() {
    String digests =
        IntStream.range(0, size()).mapToObj(this::digest).collect(Collectors.joining("\n"));
    return new DataManifest(List.of()).with("pictures", digests);
  }

  /** Returns the pictures that were left out, with the reasons. */
  default List<Unreadable> unreadable() {
    return List.of();
  }

  /** Returns sentences on how it was opened that a person should read; mostly none. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Returns the pictures whose index passes, in their order. The classes stay the same, even if
   * some have no picture any more.
   *
   * @throws DataException if none passes
   */
  default Dataset filter(IntPredicate passes) {
    return subset(IntStream.range(0, size()).filter(passes).toArray());
  }

  /**
   * Returns the pictures at some indices, in that order; an index may come more than once.
   *
   * @throws DataException if there are none
   * @throws IndexOutOfBoundsException if an index is not below {@link #size()}
   */
  default Dataset subset(int... indices) {
    return Selection.at(this, indices);
  }

  /**
   * Returns one of several shares of equal size but for one picture: those whose index divided by
   * the number of shares leaves the share's number.
   *
   * @param number of the share, from 0
   * @param of how many there are
   * @throws IllegalArgumentException if there is no share of that number
   * @throws DataException if there are fewer pictures than shares
   */
  default Dataset shard(int number, int of) {
    return Selection.shard(this, number, of);
  }

  /**
   * Returns the pictures several times over, one round after the other.
   *
   * @param times 1 or more
   * @throws IllegalArgumentException if that is no number of times, or too many for an index
   */
  default Dataset repeat(int times) {
    return Selection.repeat(this, times);
  }

  /**
   * Parts the pictures by their contents. On which side a picture falls depends on its digest, the
   * share and the salt only: it stays there when others come or go, equal pictures fall on one
   * side, and a larger share holds out all that a smaller one does. So the share is met roughly
   * only.
   *
   * @param heldOut the share to hold out, above 0 and below 1
   * @param salt any text; each parts in another way
   * @throws IllegalArgumentException if the share is no such number
   * @throws DataException if one side is empty, as may be with few pictures
   */
  default DataSplit split(double heldOut, String salt) {
    return DataSplit.of(this, heldOut, salt);
  }

  /**
   * Returns these pictures and then those of another data set. Classes of the same name are one.
   *
   * @throws IllegalArgumentException if sizes or channels differ
   */
  default Dataset concat(Dataset other) {
    return new Concatenation(this, other);
  }
}
