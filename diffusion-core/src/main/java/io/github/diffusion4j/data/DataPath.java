package io.github.diffusion4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what lies at a path. */
final class DataPath {
  /** The header of a TAR. */
  private static final int START_BYTES = 512;

  private static final String PICTURES =
      " It is to hold PNG, JPEG, GIF, BMP, TIFF, PNM or WebP files, classes as folders";

  private DataPath() {}

  /**
   * Opens whatever it is.
   *
   * @throws DataException if there is nothing, or nothing that is known
   */
  static DataSource open(String path) {
    List<Path> shards = ShardPattern.expand(path);
    if (!shards.isEmpty()) {
      return TarShards.of(path, shards);
    }
    Path place = existing(path);
    return Files.isDirectory(place) ? folder(place) : file(place);
  }

  private static Path existing(String path) {
    Path place;
    try {
      place = Path.of(path);
    } catch (InvalidPathException invalid) {
      throw new DataException("'" + path + "' is no path: " + invalid.getReason(), invalid);
    }
    if (!Files.isDirectory(place) && !Files.isRegularFile(place)) {
      throw new DataException(
          "No data at "
              + place
              + " ("
              + place.toAbsolutePath().normalize()
              + "). Give a folder of pictures, a ZIP or TAR of them, an IDX or CIFAR file, COCO or Pascal VOC"
              + " annotations, or '"
              + DataSpec.SHAPES
              + "' for the built-in shapes.");
    }
    return place;
  }

  private static DataSource folder(Path folder) {
    Optional<DataSource> annotated = annotated(folder);
    if (annotated.isPresent()) {
      return annotated.get();
    }
    Optional<IdxSource> idx = IdxSource.in(folder);
    if (idx.isPresent()) {
      return idx.get();
    }
    PictureFolder files = PictureFolder.at(folder);
    if (!files.listing().isEmpty()) {
      return files;
    }
    Optional<DataSource> cifar = CifarSource.in(files);
    return cifar.orElseGet(() -> onlyArchives(folder, files));
  }

  /** Those who hand such data on put it into folders that hold nothing else: VOCdevkit/VOC2012. */
  private static Optional<DataSource> annotated(Path folder) {
    return VocFolder.in(folder)
        .or(() -> CocoFolder.in(folder))
        .or(() -> onlyFolder(folder).flatMap(DataPath::annotated));
  }

  private static Optional<Path> onlyFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> first =
          files
              .filter(file -> !PictureNames.isHidden(file.getFileName().toString()))
              .limit(2)
              .toList();
      return first.size() == 1 && Files.isDirectory(first.get(0), LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(first.get(0))
          : Optional.empty();
    } catch (UncheckedIOException failure) {
      throw DataException.reading(folder, failure.getCause());
    } catch (IOException failure) {
      throw DataException.reading(folder, failure);
    }
  }

  /** A folder without pictures may hold them packed. */
  private static DataSource onlyArchives(Path folder, PictureFolder files) {
    List<Path> archives = archives(folder);
    if (archives.isEmpty()) {
      throw nothing(files, "folder", PICTURES + ", or an archive of them, IDX or CIFAR files.");
    }
    if (archives.size() == 1) {
      return file(archives.get(0));
    }
    if (!archives.stream().allMatch(DataPath::isTar)) {
      throw new DataException(
          folder + " holds several archives; give one of them: " + archives + ".");
    }
    return TarShards.of(folder.toString(), TarShards.forTraining(archives));
  }

  private static List<Path> archives(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && (isTar(file) || lowerCase(file).endsWith(".zip"))) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw DataException.reading(folder, failure.getCause());
    } catch (IOException failure) {
      throw DataException.reading(folder, failure);
    }
    found.sort(null);
    return found;
  }

  private static boolean isTar(Path file) {
    String name = lowerCase(file);
    return name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  private static String lowerCase(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static DataSource file(Path file) {
    byte[] start = start(file);
    if (start.length == 0) {
      throw new DataException(
          file
              + " is empty (0 bytes). Give a folder of pictures, an archive of them or an IDX"
              + " file.");
    }
    if (lowerCase(file).endsWith(".json")) {
      return CocoFolder.at(file);
    }
    Optional<DataSource> listed = VocFolder.at(file);
    if (listed.isPresent()) {
      return listed.get();
    }
    if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
      return archive(PictureZip.at(file));
    }
    boolean packed = Unpacking.isGzip(start);
    if (TarScan.isHeader(packed ? Unpacking.start(file, START_BYTES) : start)) {
      return archive(PictureTar.at(file));
    }
    if (CifarSource.isNamedLike(file.getFileName().toString())) {
      return CifarSource.at(file);
    }
    // IDX begins with two zeros; gzip is taken for packed IDX, and its content checked later.
    if (packed || start.length > 1 && start[0] == 0 && start[1] == 0) {
      return IdxSource.at(file);
    }
    throw new DataException(
        file
            + " is neither IDX (plain or gzip) nor ZIP nor TAR. For pictures give the folder they"
            + " lie in, classes as sub-folders.");
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START_BYTES);
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }

  private static DataSource archive(PictureSource files) {
    if (!files.listing().isEmpty()) {
      return files;
    }
    try {
      return CifarSource.in(files).orElseThrow(() -> nothing(files, "archive", PICTURES + "."));
    } catch (DataException refusal) {
      files.close();
      throw refusal;
    }
  }

  private static DataException nothing(PictureSource source, String what, String wanted) {
    int others = source.listing().ignored() + source.listing().companions().size();
    return new DataException(
        "No pictures in "
            + source.name()
            + (others == 0
                ? ": the " + what + " is empty."
                : ": none of its " + others + " files is one by its name.")
            + wanted);
  }
}
