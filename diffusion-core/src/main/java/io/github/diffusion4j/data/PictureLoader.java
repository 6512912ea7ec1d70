package io.github.diffusion4j.data;

import io.github.diffusion4j.image.DecodedImage;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Pixels;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Decodes and fits the pictures of a source. */
final class PictureLoader {
  /** How many faults a message quotes. */
  private static final int QUOTED = 5;

  private final PictureSource source;
  private final DataSpec spec;
  private final List<String> names;
  private final Image[] images;
  private final Unreadable[] faults;

  PictureLoader(PictureSource source, DataSpec spec) {
    this.source = source;
    this.spec = spec;
    this.names = source.names();
    this.images = new Image[names.size()];
    this.faults = new Unreadable[names.size()];
  }

  Dataset load() {
    MemoryBudget.require(
        source.name(), names.size(), spec.imageSize(), Math.max(1, spec.channels()));
    Workers.forEach(names.size(), this::loadOne);
    List<Unreadable> unreadable = new ArrayList<>(source.refused());
    Arrays.stream(faults).filter(Objects::nonNull).forEach(unreadable::add);
    requireEnough(unreadable);

    List<String> readable = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      if (images[i] != null) {
        readable.add(names.get(i));
      }
    }
    Image[] kept = Arrays.stream(images).filter(Objects::nonNull).toArray(Image[]::new);
    int channels =
        spec.channels() != 0
            ? spec.channels()
            : Arrays.stream(kept).mapToInt(Image::channels).max().orElseThrow();
    Arrays.setAll(kept, i -> kept[i].withChannels(channels));
    List<String> classes = PictureNames.classes(readable);
    return new MemoryDataset(
        source.name(), kept, labels(readable, classes), classes, source.manifest(), unreadable);
  }

  private void loadOne(int index) {
    String name = names.get(index);
    try {
      Pixels image = ImageReader.decode(source.read(name), name, ReadOptions.DEFAULT).pixels();
      if (spec.channels() != 0) {
        image = image.withChannels(spec.channels());
      } else if (image.channels() == 3) {
        // Only now is it known that all will have three channels.
        MemoryBudget.require(source.name(), names.size(), spec.imageSize(), 3);
      }
      images[index] = image.fitted(spec.imageSize(), spec.fit());
    } catch (UnreadableImageException fault) {
      faults[index] = Unreadable.of(fault);
    }
  }

  private void requireEnough(List<Unreadable> unreadable) {
    boolean nothing = Arrays.stream(images).allMatch(Objects::isNull);
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

  private static int[] labels(List<String> names, List<String> classes) {
    int common = PictureNames.commonFolders(names);
    return names.stream()
        .mapToInt(
            name -> {
              String classOf = PictureNames.classOf(name, common);
              return classOf == null ? -1 : classes.indexOf(classOf);
            })
        .toArray();
  }

  static void inspect(PictureSource source, InspectionTally tally) {
    List<String> names = source.names();
    tally.kind(source.kind());
    tally.ignored(source.ignored());
    source.refused().forEach(tally::unreadable);
    int common = PictureNames.commonFolders(names);
    Unreadable[] faults = new Unreadable[names.size()];
    Workers.forEach(
        names.size(),
        index -> {
          String name = names.get(index);
          try {
            byte[] file = source.read(name);
            DecodedImage decoded = ImageReader.decode(file, name, ReadOptions.DEFAULT);
            tally.picture(
                decoded.format(),
                decoded.mode(),
                decoded.pixels().width(),
                decoded.pixels().height());
            tally.inClass(PictureNames.classOf(name, common));
          } catch (UnreadableImageException fault) {
            faults[index] = Unreadable.of(fault);
          }
        });
    Arrays.stream(faults).filter(Objects::nonNull).forEach(tally::unreadable);
    tally.bytes(source.manifest().bytes());
  }
}
