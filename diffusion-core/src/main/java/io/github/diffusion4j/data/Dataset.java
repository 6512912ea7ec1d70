package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import java.util.List;

/**
 * Square pictures of one size and number of channels, by index. Implementations are safe for
 * reading from many threads.
 */
public interface Dataset {
  /** Returns the number of pictures, at least 1. */
  int size();

  /** Returns a picture of {@link #imageSize()} pixels a side and {@link #channels()} channels. */
  Image image(int index);

  /** Returns the index of the picture's class in {@link #classes()}, or -1 if it has none. */
  int label(int index);

  /** Returns the names of the classes; empty if the pictures have none. */
  List<String> classes();

  /** Returns the picture's caption, or "" if it has none. */
  String caption(int index);

  /** Returns the pixels of a side. */
  int imageSize();

  /** Returns 1 for grey, 3 for RGB. */
  int channels();

  /** Returns what this is in a few words, for a log. */
  String description();

  /** Returns what the data was made of. */
  DataManifest manifest();

  /** Returns the pictures that were left out, with the reasons. */
  List<Unreadable> unreadable();
}
