package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decodes and fits the pictures of a source. */
final class PictureLoader {
  /** How many faults a message quotes. */
  private static final int QUOTED = 5;

  private final PictureSource source;
  private final DataSpec spec;
  private final PictureDecoder decoder;
  private final List<String> names;
  private final List<String> notes = new ArrayList<>();
  private final Unreadable[] faults;
  private final String[] digests;

  PictureLoader(PictureSource source, DataSpec spec) {
    this.source = source;
    this.spec = spec;
    this.decoder = new PictureDecoder(spec, source);
    this.names = source.names();
    this.faults = new Unreadable[names.size()];
    this.digests = new String[names.size()];
    this.notes.addAll(source.notes());
  }

  Dataset load() {
    return names.isEmpty()
        ? inHeap()
        : CacheFolder.open(spec.cache(), notes)
            .flatMap(folder -> new CachedPictures(source, spec, folder, notes).open())
            .map(this::cached)
            .orElseGet(this::inHeap);
  }

  private Dataset cached(CachedPictures.Opened opened) {
    PictureCache cache = opened.pictures();
    for (int i = 0; i < cache.count(); i++) {
      PictureCacheIndex.Fault fault = cache.fault(i);
      faults[i] = fault == null ? null : new Unreadable(names.get(i), fault.kind(), fault.reason());
      digests[i] = cache.digest(i);
    }
    int[] readable = readable();
    return dataset(
        readable, FittedPictures.of(cache, readable, spec.imageSize()), opened.manifest());
  }

  private Dataset inHeap() {
    MemoryBudget.require(
        source.name(), names.size(), spec.imageSize(), Math.max(1, spec.channels()));
    Image[] images = new Image[names.size()];
    Workers.forEach(names.size(), index -> images[index] = decoded(index));
    int[] readable = readable();
    int channels =
        IntStream.of(readable).map(index -> images[index].channels()).max().orElseThrow();
    Image[] kept =
        IntStream.of(readable)
            .mapToObj(index -> images[index].withChannels(channels))
            .toArray(Image[]::new);
    return dataset(readable, FittedPictures.of(kept), source.manifest());
  }

  private Image decoded(int index) {
    String name = names.get(index);
    try {
      byte[] file = source.read(name);
      digests[index] = Digests.sha256(file);
      Image image = decoder.decode(file, name);
      if (spec.channels() == 0 && image.channels() == 3) {
        // Only now is it known that all will have three channels.
        MemoryBudget.require(source.name(), names.size(), spec.imageSize(), 3);
      }
      return image;
    } catch (UnreadableImageException fault) {
      faults[index] = Unreadable.of(fault);
      return null;
    }
  }

  private Dataset dataset(int[] readable, FittedPictures pictures, DataManifest manifest) {
    return new MemoryDataset(
        source.name(), pictures, items(readable), manifest, unreadable(), notes);
  }

  private Items items(int[] readable) {
    Annotations annotations = Annotations.of(source);
    List<String> pictures = Arrays.stream(readable).mapToObj(names::get).toList();
    List<String> classes = annotations.classes(pictures);
    Map<String, Integer> numbers = new HashMap<>();
    classes.forEach(name -> numbers.put(name, numbers.size()));
    return new Items(
        classes,
        pictures.stream()
            .mapToInt(name -> numbers.getOrDefault(annotations.classOf(name), -1))
            .toArray(),
        pictures.stream().map(annotations::caption).toList(),
        Arrays.stream(readable).mapToObj(index -> digests[index]).toList(),
        annotations.summary(),
        source.objectClasses(),
        index ->
            source
                .annotated(pictures.get(index))
                .map(picture -> picture.fitted(spec.imageSize(), spec.fit())));
  }

  private List<Unreadable> unreadable() {
    List<Unreadable> unreadable = new ArrayList<>(source.refused());
    Arrays.stream(faults).filter(Objects::nonNull).forEach(unreadable::add);
    return unreadable;
  }

  /** Returns the indices of the readable pictures, if there are enough of them. */
  private int[] readable() {
    int[] readable = IntStream.range(0, faults.length).filter(i -> faults[i] == null).toArray();
    requireEnough(unreadable(), readable.length == 0);
    return readable;
  }

  private void requireEnough(List<Unreadable> unreadable, boolean nothing) {
    if (!nothing && (unreadable.isEmpty() || spec.onUnreadable() == Unreadable.Policy.SKIP)) {
      return;
    }
    String quoted =
        unreadable.stream()
            .limit(QUOTED)
            .map(fault -> "\n  " + fault)
            .collect(Collectors.joining());
    int more = unreadable.size() - QUOTED;
    throw new DataException(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d pictures cannot be read:%s%s\n%s",
            source.name(),
            unreadable.size(),
            names.size() + source.refused().size(),
            quoted,
            more > 0 ? "\n  and " + more + " more" : "",
            nothing
                ? "There is nothing to learn from."
                : "Repair or remove them, or skip them (on-unreadable: skip)."));
  }
}
