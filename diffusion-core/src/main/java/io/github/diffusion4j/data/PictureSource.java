package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import java.util.List;

/** Many picture files, each with a name like a path ("cats/1.png"). */
interface PictureSource extends DataSource {
  /** The largest file that is read at all. */
  long MOST_BYTES = 1L << 28;

  /** Returns what this is, such as "folder of pictures". */
  String kind();

  /** Returns the name of the whole. */
  String name();

  /** Returns the names of the files to read, sorted. */
  List<String> names();

  /** Returns all bytes of a file. Called from many threads, at most once for each name. */
  byte[] read(String name) throws UnreadableImageException;

  /** Returns what is not to be read, with the reasons. */
  List<Unreadable> refused();

  /** Returns how many files were passed over because they are no pictures by their names. */
  int ignored();

  @Override
  default Dataset open(DataSpec spec) {
    return new PictureLoader(this, spec).load();
  }

  @Override
  default void inspect(InspectionTally tally) {
    PictureLoader.inspect(this, tally);
  }
}
