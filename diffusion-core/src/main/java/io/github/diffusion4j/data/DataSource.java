package io.github.diffusion4j.data;

import io.github.diffusion4j.store.DigestIndex;
import java.util.function.IntPredicate;

/** Where a data set comes from, found but not yet read. */
interface DataSource extends AutoCloseable {
  Dataset open(DataSpec spec);

  DataManifest manifest();

  /** Returns the same, reading only those files again whose digests are not known. */
  default DataManifest manifest(DigestIndex known) {
    return manifest();
  }

  /** Looks at everything there is and keeps nothing of it. */
  void inspect(InspectionTally tally);

  /** Shows some pictures, as their files hold them. */
  void visit(IntPredicate wanted, PictureVisitor visitor);

  @Override
  default void close() {}

  static DataSource at(String path) {
    return DataSpec.isBuiltIn(path)
        ? new ShapesSource(path.equals(DataSpec.CLOSE_UPS))
        : DataPath.open(path);
  }
}
