package io.github.diffusion4j.data;

import io.github.diffusion4j.store.DigestIndex;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.UserCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The folder of what was found out about data and can be found out again: decoded pictures, and
 * digests of files. Everything in it may be removed at any time.
 *
 * <p>A cache of pictures is called by its key and by what it was made for; the first finds it for
 * the same pictures in another place, the second finds those that it replaces. It holds at most
 * {@link #MOST_BYTES}, or one data set that is larger: what was not used for the longest time goes
 * first.
 *
 * @param path which is there and can be written to
 */
record CacheFolder(Path path) {
  /** The setting that means the user's own folder for caches. */
  static final String AUTO = "auto";

  /** The setting that means no cache. */
  static final String NONE = "none";

  static final long MOST_BYTES = 32L << 30;

  private static final String PICTURES = ".pictures";
  private static final String DIGESTS = ".digests";
  private static final Duration ABANDONED = Duration.ofDays(1);

  /**
   * Opens the folder of a setting, and makes it for this user alone if it is not there.
   *
   * @param setting {@code auto}, {@code none} or a path
   * @param notes takes a sentence if the user's own folder cannot be used
   * @return empty if there is to be none
   * @throws DataException if a folder that was asked for cannot be used
   */
  static Optional<CacheFolder> open(String setting, List<String> notes) {
    if (setting.equals(NONE)) {
      return Optional.empty();
    }
    boolean own = setting.equals(AUTO);
    Path folder = own ? UserCache.folder() : path(setting);
    String why;
    try {
      UserCache.make(folder);
      if (Files.isWritable(folder)) {
        return Optional.of(new CacheFolder(folder.toRealPath()));
      }
      why = "it cannot be written to";
    } catch (IOException failure) {
      why = failure.toString();
    }
    String sentence =
        "The folder for caches " + folder.toAbsolutePath() + " is of no use: " + why + ".";
    if (!own) {
      throw new DataException(sentence + " Choose another (data.cache), or 'none'.");
    }
    notes.add(sentence + " Nothing is cached; data.cache names another folder.");
    return Optional.empty();
  }

  private static Path path(String setting) {
    try {
      return Path.of(setting);
    } catch (InvalidPathException invalid) {
      throw new DataException(
          "data.cache is '" + setting + "', which is no path: " + invalid.getReason(), invalid);
    }
  }

  /** Opens what is known of the files of a data set. */
  DigestIndex digests(String dataPath) {
    String place = Path.of(dataPath).toAbsolutePath().normalize().toString();
    return DigestIndex.open(path.resolve(shortDigest(place) + DIGESTS));
  }

  /** Returns where a cache is or is to be. */
  Path pictures(String key, String purpose) {
    Path here = path.resolve(key + "-" + shortDigest(purpose) + PICTURES);
    if (Files.exists(here)) {
      return here;
    }
    List<Path> elsewhere = files(key + "-*" + PICTURES);
    return elsewhere.isEmpty() ? here : elsewhere.get(0);
  }

  /** Returns caches that were made for the same purpose, the newest first. */
  List<Path> earlier(String purpose) {
    return files("*-" + shortDigest(purpose) + PICTURES);
  }

  private static String shortDigest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private List<Path> files(String pattern) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, pattern)) {
      List<Path> files = new ArrayList<>();
      for (Path file : found) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
      }
      files.sort(Comparator.comparingLong(CacheFolder::lastUse).reversed());
      return files;
    } catch (IOException failure) {
      throw DataException.reading(path, failure);
    }
  }

  private static long lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Returns how many bytes the disk has left. */
  long free() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** Notes that a file was used. */
  static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException notOurs) {
      // It may go sooner than it should; it can be made again.
      return;
    }
  }

  /**
   * Removes what was not used for the longest time until so many bytes more are within the limit,
   * and what other processes left unfinished long ago.
   */
  void makeRoom(long bytes, long most) {
    Instant abandoned = Instant.now().minus(ABANDONED);
    for (Path file : files(".*" + PictureCacheWriter.UNFINISHED)) {
      if (lastUse(file) < abandoned.toEpochMilli()) {
        remove(file);
      }
    }
    List<Path> all = files("*{" + PICTURES + "," + DIGESTS + "}");
    long total = all.stream().mapToLong(CacheFolder::size).sum();
    for (int oldest = all.size() - 1; oldest >= 0 && total + bytes > most; oldest--) {
      total -= size(all.get(oldest));
      remove(all.get(oldest));
    }
  }

  /** Removes a file; one that another process has open may stay where the system wants it so. */
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException inUse) {
      return;
    }
  }
}
