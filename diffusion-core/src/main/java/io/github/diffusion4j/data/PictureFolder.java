package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Pictures in a folder and its sub-folders. */
final class PictureFolder implements PictureSource {
  private final Path folder;
  private final FolderScan scan;

  /** Filled as files are read, so that the digest is of the very bytes that were decoded. */
  private final ConcurrentMap<String, DataManifest.Entry> digested = new ConcurrentHashMap<>();

  private PictureFolder(Path folder, FolderScan scan) {
    this.folder = folder;
    this.scan = scan;
  }

  static PictureFolder at(Path folder) {
    FolderScan scan = FolderScan.of(folder);
    if (scan.files().isEmpty() && scan.refused().isEmpty()) {
      throw new DataException(
          "No pictures in "
              + folder
              + (scan.ignored() == 0
                  ? ": the folder is empty."
                  : ": none of its " + scan.ignored() + " files is one by its name.")
              + " It is to hold PNG, JPEG, GIF, BMP, TIFF or PNM files, classes as sub-folders,"
              + " or IDX files.");
    }
    return new PictureFolder(folder, scan);
  }

  @Override
  public String kind() {
    return "folder of pictures";
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public List<String> names() {
    return List.copyOf(scan.files().keySet());
  }

  @Override
  public byte[] read(String name) throws UnreadableImageException {
    try (InputStream in = Files.newInputStream(scan.files().get(name))) {
      byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UnreadableImageException(name, Kind.TOO_LARGE, "the file has more than 256 MiB");
      }
      digested.put(name, new DataManifest.Entry(name, bytes.length, Digests.sha256(bytes)));
      return bytes;
    } catch (IOException failure) {
      throw new UnreadableImageException(
          name,
          Kind.CORRUPT,
          "the file cannot be read (" + failure.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public List<Unreadable> refused() {
    return scan.refused();
  }

  @Override
  public int ignored() {
    return scan.ignored();
  }

  @Override
  public DataManifest manifest() {
    List<DataManifest.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Path> file : scan.files().entrySet()) {
      DataManifest.Entry known = digested.get(file.getKey());
      if (known != null) {
        entries.add(known);
      } else if (Files.isReadable(file.getValue())) {
        entries.add(digest(file.getKey(), file.getValue()));
      }
    }
    return new DataManifest(entries);
  }

  private static DataManifest.Entry digest(String name, Path file) {
    try {
      return new DataManifest.Entry(name, Files.size(file), Digests.sha256(file));
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }
}
