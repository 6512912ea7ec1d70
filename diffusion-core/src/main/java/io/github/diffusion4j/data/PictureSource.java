package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.UnreadableImageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Many picture files, each with a name like a path ("cats/1.png"). */
interface PictureSource extends DataSource {
  /** The largest file that is read at all. */
  long MOST_BYTES = 1L << 28;

  /** Returns what this is, such as "folder of pictures". */
  String kind();

  /** Returns the name of the whole. */
  String name();

  /** Returns what there is. */
  Listing<?> listing();

  /** Returns the names of the pictures, sorted. */
  default List<String> names() {
    return List.copyOf(listing().pictures().keySet());
  }

  /** Returns all bytes of a picture or a file that tells about some. Called from many threads. */
  byte[] read(String name) throws UnreadableImageException;

  /** Returns tables of captions and classes that lie outside. */
  default List<Path> beside() {
    return List.of();
  }

  /** Returns the part of a name in which folders may be classes. */
  default String path(String name) {
    return name;
  }

  /** Returns what is not to be read, with the reasons. */
  default List<Unreadable> refused() {
    return listing().refused();
  }

  /** Returns how many files were passed over because by their names they are of no use. */
  default int ignored() {
    return listing().ignored()
        + listing().companions().size()
        - Companions.of(listing()).used().size();
  }

  /** Returns the classes of the objects that pictures show, if that is told. */
  default List<String> objectClasses() {
    return List.of();
  }

  /** Returns what is to be seen in a picture, in its own pixels, if that is told. */
  default Optional<AnnotatedPicture> annotated(String name) {
    return Optional.empty();
  }

  /** Returns sentences on what was found wrong. */
  default List<String> notes() {
    return List.of();
  }

  /** Refuses a picture of another size than what is known of it goes by. */
  default void requireSize(String name, int width, int height) throws UnreadableImageException {}

  @Override
  default Dataset open(DataSpec spec) {
    return new PictureLoader(this, spec).load();
  }

  @Override
  default void inspect(InspectionTally tally) {
    PictureWalk.of(this).inspect(tally);
  }

  @Override
  default void visit(IntPredicate wanted, PictureVisitor visitor) {
    PictureWalk.of(this).visit(wanted, visitor);
  }
}
