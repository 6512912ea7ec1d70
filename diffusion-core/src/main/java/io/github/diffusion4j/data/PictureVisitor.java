package io.github.diffusion4j.data;

/** Takes the pictures of a data set one by one as their files hold them; called by many threads. */
public interface PictureVisitor {
  /** Hears, before all else, how many pictures there are, readable or not. */
  default void begin(int pictures) {}

  /**
   * Takes a picture.
   *
   * @param index its place among all pictures, readable or not, from 0
   */
  void picture(int index, StoredPicture picture);

  /** Hears that a picture cannot be read. */
  default void fault(int index, Unreadable fault) {}
}
