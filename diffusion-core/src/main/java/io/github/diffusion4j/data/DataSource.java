package io.github.diffusion4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a data set comes from, found but not yet read. */
interface DataSource extends AutoCloseable {
  Dataset open(DataSpec spec);

  DataManifest manifest();

  /** Looks at everything there is and keeps nothing of it. */
  void inspect(InspectionTally tally);

  @Override
  default void close() {}

  static DataSource at(String path) {
    if (DataSpec.isBuiltIn(path)) {
      return new ShapesSource(path.equals(DataSpec.CLOSE_UPS));
    }
    Path place = existing(path);
    if (Files.isDirectory(place)) {
      return IdxSource.in(place)
          .<DataSource>map(idx -> idx)
          .orElseGet(() -> PictureFolder.at(place));
    }
    byte[] start = start(place);
    if (starts(start, 'P', 'K')) {
      return PictureZip.at(place);
    }
    // IDX begins with two zeros; gzip is taken for packed IDX, and its content checked later.
    if (starts(start, 0x1F, 0x8B) || starts(start, 0, 0)) {
      return IdxSource.at(place);
    }
    throw new DataException(
        start.length == 0
            ? place
                + " is empty (0 bytes). Give a folder of pictures, a ZIP of them or an IDX file."
            : place
                + " is neither IDX (plain or gzip) nor ZIP. For pictures give the folder they lie"
                + " in, classes as sub-folders.");
  }

  private static Path existing(String path) {
    Path place;
    try {
      place = Path.of(path);
    } catch (InvalidPathException invalid) {
      throw new DataException("'" + path + "' is no path: " + invalid.getReason(), invalid);
    }
    if (!Files.exists(place)) {
      throw new DataException(
          "No data at "
              + place
              + " ("
              + place.toAbsolutePath().normalize()
              + "). Give a folder of pictures, a ZIP of them, an IDX file, or '"
              + DataSpec.SHAPES
              + "' for the built-in shapes.");
    }
    return place;
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(2);
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }

  private static boolean starts(byte[] start, int first, int second) {
    return start.length == 2 && (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
  }
}
