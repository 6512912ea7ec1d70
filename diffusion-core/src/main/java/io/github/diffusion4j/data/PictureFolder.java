package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.DigestIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Pictures in a folder and its sub-folders. */
final class PictureFolder implements PictureSource {
  private final Path folder;
  private final Listing<Path> listing;

  /** Filled as files are read, so that the digest is of the very bytes that were decoded. */
  private final ConcurrentMap<String, DataManifest.Entry> digested = new ConcurrentHashMap<>();

  private PictureFolder(Path folder, Listing<Path> listing) {
    this.folder = folder;
    this.listing = listing;
  }

  static PictureFolder at(Path folder) {
    return new PictureFolder(folder, FolderScan.of(folder));
  }

  /** Takes files whose names say less than who gives them knows. */
  static PictureFolder of(Path folder, Listing<Path> files) {
    return new PictureFolder(folder, files);
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
  public Listing<Path> listing() {
    return listing;
  }

  @Override
  public byte[] read(String name) throws UnreadableImageException {
    try (InputStream in = Files.newInputStream(listing.find(name))) {
      byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UnreadableImageException(name, Kind.TOO_LARGE, "the file has more than 256 MiB");
      }
      digested.put(name, DataManifest.Entry.of(name, bytes));
      return bytes;
    } catch (IOException failure) {
      throw new UnreadableImageException(
          name,
          Kind.CORRUPT,
          "the file cannot be read (" + failure.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public DataManifest manifest() {
    return manifest(DigestIndex.none());
  }

  @Override
  public DataManifest manifest(DigestIndex known) {
    Set<String> used = new TreeSet<>(listing.pictures().keySet());
    used.addAll(Companions.of(listing).used());
    List<String> names = List.copyOf(used);
    DataManifest.Entry[] entries = new DataManifest.Entry[names.size()];
    Workers.forEach(names.size(), i -> entries[i] = entry(names.get(i), known));
    return new DataManifest(Arrays.stream(entries).filter(Objects::nonNull).toList());
  }

  /** Returns null for a file that cannot be read: it is listed as such. */
  private DataManifest.Entry entry(String name, DigestIndex known) {
    DataManifest.Entry read = digested.get(name);
    Path file = listing.find(name);
    return read != null || !Files.isReadable(file)
        ? read
        : DataManifest.Entry.of(name, file, known);
  }
}
