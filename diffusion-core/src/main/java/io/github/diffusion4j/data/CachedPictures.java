package io.github.diffusion4j.data;

import io.github.diffusion4j.data.PictureCacheIndex.Fault;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.DigestIndex;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens the cache of a source's pictures, or decodes them into one. What an earlier cache of the
 * same place holds of unchanged files is taken from there, and then it is removed.
 */
final class CachedPictures {
  /** Raised whenever a file would become other pixels than before. */
  private static final int DECODER_VERSION = 1;

  private final PictureSource source;
  private final DataSpec spec;
  private final CacheFolder folder;
  private final PictureDecoder decoder;
  private final List<String> names;
  private final List<String> notes;
  private final DigestIndex digests;
  private final long segmentBytes;

  /** Takes what is to be cached and where; notes of what happened are added to the list. */
  CachedPictures(PictureSource source, DataSpec spec, CacheFolder folder, List<String> notes) {
    this(source, spec, folder, notes, PictureCache.SEGMENT_BYTES);
  }

  CachedPictures(
      PictureSource source,
      DataSpec spec,
      CacheFolder folder,
      List<String> notes,
      long segmentBytes) {
    this.source = source;
    this.spec = spec;
    this.folder = folder;
    this.decoder = new PictureDecoder(spec, source);
    this.names = source.names();
    this.notes = notes;
    this.digests = folder.digests(spec.path());
    this.segmentBytes = segmentBytes;
  }

  /**
   * A cache and what it was made of.
   *
   * @param pictures in the order of the source's names
   * @param manifest of the source
   */
  record Opened(PictureCache pictures, DataManifest manifest) {}

  /** Tells whether the disk has room for all pictures, and notes if it has not. */
  private boolean hasRoom() {
    long free = folder.free();
    if (mostBytes() <= free) {
      return true;
    }
    notes.add(
        "Pictures are decoded into the heap: as a cache they may take "
            + ByteCount.text(mostBytes())
            + ", and "
            + folder.path()
            + " has "
            + ByteCount.text(free)
            + " left");
    return false;
  }

  private long mostBytes() {
    return (long) names.size() * spec.imageSize() * spec.imageSize() * decoder.mostChannels();
  }

  /**
   * Opens it.
   *
   * @return empty if there is no cache, and no room on the disk for one
   * @throws DataException if it cannot be written, or files change while they are read
   */
  Optional<Opened> open() {
    DataManifest manifest = source.manifest(digests);
    digests.save();
    String key = digest(purpose(), manifest.digest(), String.join("\n", lengthened(names)));
    Path place = folder.pictures(key, purposeHere());
    Optional<PictureCache> found = read(place).filter(cache -> cache.isOf(key, names.size()));
    if (found.isPresent() && !isOutgrown(found.get())) {
      CacheFolder.used(place);
      notes.add(
          "Pictures come decoded from the cache "
              + place
              + " ("
              + ByteCount.text(found.get().bytes())
              + ")");
      return Optional.of(new Opened(found.get(), manifest));
    }
    folder.makeRoom(mostBytes(), CacheFolder.MOST_BYTES);
    return hasRoom()
        ? Optional.of(new Opened(build(place, key, manifest), manifest))
        : Optional.empty();
  }

  /** What decides how a file becomes a picture. */
  private String purpose() {
    return digest(
        "decoder " + DECODER_VERSION,
        // Some formats are decoded by the platform.
        "java " + System.getProperty("java.version"),
        "pixels " + ReadOptions.DEFAULT.maxPixels(),
        "size " + spec.imageSize(),
        "channels " + spec.channels(),
        "fit " + spec.fit());
  }

  private String purposeHere() {
    return digest(purpose(), Path.of(spec.path()).toAbsolutePath().normalize().toString());
  }

  private static String digest(String... parts) {
    return Digests.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  /** Names may hold anything, line ends too. */
  private static List<String> lengthened(List<String> names) {
    return names.stream().map(name -> name.length() + " " + name).toList();
  }

  /** Reads a file if there is one; a damaged one is told of and counts for nothing. */
  private Optional<PictureCache> read(Path place) {
    try {
      return Optional.of(PictureCache.open(place, purpose()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (PictureCache.Damaged damaged) {
      notes.add("The cache " + place + " " + damaged.getMessage() + "; it is made anew");
    } catch (IOException unreadable) {
      notes.add("The cache " + place + " cannot be read (" + unreadable + "); it is made anew");
    }
    return Optional.empty();
  }

  /** Tells whether a picture that this machine could not read then can be read now. */
  private boolean isOutgrown(PictureCache cache) {
    for (int i = 0; i < cache.count(); i++) {
      if (cache.channels(i) == 0 && cache.fault(i).passing()) {
        try {
          decoder.decode(source.read(names.get(i)), names.get(i));
          return true;
        } catch (UnreadableImageException stillNot) {
          continue;
        }
      }
    }
    return false;
  }

  private PictureCache build(Path place, String key, DataManifest manifest) {
    Optional<PictureCache> earlier =
        folder.earlier(purposeHere()).stream()
            .filter(file -> !file.equals(place))
            .flatMap(file -> read(file).stream())
            .findFirst();
    Map<String, Integer> known = earlier.map(PictureCache::byDigest).orElse(Map.of());
    AtomicInteger kept = new AtomicInteger();
    try (PictureCacheWriter writer =
        new PictureCacheWriter(folder.path(), names.size(), spec.imageSize(), segmentBytes)) {
      Workers.forEach(
          names.size(),
          index -> {
            if (add(writer, index, known, earlier.orElse(null))) {
              kept.incrementAndGet();
            }
          });
      DataManifest after = source.manifest(digests);
      if (!after.equals(manifest)) {
        throw new DataException(
            source.name()
                + " changed while it was read ("
                + after.difference(manifest)
                + "). Start again when nobody writes there.");
      }
      writer.finish(place, purpose(), key);
    }
    folder.earlier(purposeHere()).stream()
        .filter(file -> !file.equals(place))
        .forEach(CacheFolder::remove);
    PictureCache cache = read(place).orElseThrow(() -> new DataException(lost(place)));
    notes.add(
        "Pictures were decoded into the cache "
            + place
            + " ("
            + ByteCount.text(cache.bytes())
            + (kept.get() == 0 ? "" : ", " + kept + " unchanged ones taken from the one before")
            + ")");
    return cache;
  }

  /** Adds a picture, and returns whether it was taken from the earlier cache. */
  private boolean add(
      PictureCacheWriter writer, int index, Map<String, Integer> known, PictureCache earlier) {
    String name = names.get(index);
    try {
      byte[] file = source.read(name);
      String digest = Digests.sha256(file);
      Integer same = known.get(digest);
      Image image = same == null ? decoder.decode(file, name) : earlier.image(same);
      writer.add(index, image, digest);
      return same != null;
    } catch (UnreadableImageException fault) {
      // Another heap may hold it, and a machine that is less busy be in time.
      boolean passing =
          fault.getCause() instanceof OutOfMemoryError || fault.kind() == Kind.TOO_SLOW;
      writer.add(index, new Fault(fault.kind().label(), fault.reason(), passing));
      return false;
    }
  }

  private static String lost(Path place) {
    return "The cache " + place + " was there and is not any more. Start again.";
  }
}
