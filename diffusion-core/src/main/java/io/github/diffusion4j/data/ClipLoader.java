package io.github.diffusion4j.data;

import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Reads clips and fits their frames. */
final class ClipLoader {
  private static final int MOST_FRAMES = 100_000;

  /** Of one clip, before it is fitted: about five minutes of 256x256 at 13 frames a second. */
  private static final long MOST_PIXELS = 1L << 28;

  private final DataSpec spec;
  private final PictureFolder folder;

  /** The files of each clip, in order. */
  private final SortedMap<String, List<String>> files = new TreeMap<>(NaturalOrder.INSTANCE);

  private final AtomicLong frames = new AtomicLong();

  ClipLoader(DataSpec spec) {
    this.spec = spec;
    Path place = Path.of(spec.path());
    if (Files.isDirectory(place)) {
      folder = PictureFolder.at(place);
    } else if (Files.isRegularFile(place)) {
      Listing<Path> single = new Listing<>();
      single.add(place.getFileName().toString(), place);
      folder = PictureFolder.of(place, single);
    } else {
      throw new DataException("No clips at " + place + ". " + wanted());
    }
    for (String name : folder.names()) {
      // An animation holds all frames itself; others are frames of their folder.
      String clip = isAnimation(name) ? name : PictureNames.folder(name);
      files.computeIfAbsent(clip, any -> new ArrayList<>()).add(name);
    }
    files.values().forEach(names -> names.sort(NaturalOrder.INSTANCE));
  }

  private static String wanted() {
    return "Give a folder of animated GIFs or of folders with one picture a frame, or a GIF.";
  }

  private static boolean isAnimation(String name) {
    return PictureNames.extension(name).equals("gif");
  }

  ClipDataset load() {
    if (files.isEmpty() && folder.refused().isEmpty()) {
      throw new DataException("No clips in " + spec.path() + ". " + wanted());
    }
    List<Map.Entry<String, List<String>>> all = List.copyOf(files.entrySet());
    Clip[] clips = new Clip[all.size()];
    Unreadable[] faults = new Unreadable[all.size()];
    Workers.forEach(
        clips.length,
        i -> {
          try {
            clips[i] = clip(all.get(i).getKey(), all.get(i).getValue());
          } catch (UnreadableImageException fault) {
            faults[i] = Unreadable.of(fault);
          }
        });
    List<Unreadable> unreadable = new ArrayList<>(folder.refused());
    List<Clip> read = new ArrayList<>();
    for (int i = 0; i < clips.length; i++) {
      if (clips[i] == null) {
        unreadable.add(faults[i]);
      } else {
        read.add(clips[i]);
      }
    }
    requireEnough(read, unreadable);
    return new ClipDataset(alike(read), folder.manifest(), unreadable);
  }

  private void requireEnough(List<Clip> read, List<Unreadable> unreadable) {
    if (read.isEmpty() || !unreadable.isEmpty() && spec.onUnreadable() == Unreadable.Policy.FAIL) {
      throw new DataException(
          "%s: %d of %d clips cannot be read:%s"
              .formatted(
                  spec.path(),
                  unreadable.size(),
                  unreadable.size() + read.size(),
                  unreadable.stream()
                      .limit(5)
                      .map(fault -> "\n  " + fault)
                      .collect(Collectors.joining())));
    }
  }

  /** Gives all clips as many channels as the richest has, if the spec does not say how many. */
  private List<Clip> alike(List<Clip> read) {
    int channels =
        spec.channels() != 0
            ? spec.channels()
            : read.stream().mapToInt(clip -> clip.frames().get(0).channels()).max().orElseThrow();
    return read.stream().map(clip -> withChannels(clip, channels)).toList();
  }

  private static Clip withChannels(Clip clip, int channels) {
    return new Clip(
        clip.name(),
        clip.frames().stream().map(frame -> frame.withChannels(channels)).toList(),
        clip.delays(),
        clip.digest());
  }

  private Clip clip(String name, List<String> names) throws UnreadableImageException {
    return isAnimation(name) ? animation(name) : frames(name, names);
  }

  private Clip animation(String name) throws UnreadableImageException {
    byte[] file = folder.read(name);
    List<Image> images = new ArrayList<>();
    List<Integer> delays = new ArrayList<>();
    AnimatedGif.play(
        file,
        name,
        MOST_FRAMES,
        MOST_PIXELS,
        (frame, delay) -> {
          images.add(fitted(frame));
          delays.add(delay);
        });
    return made(name, images, delays, Digests.sha256(file));
  }

  private Clip frames(String name, List<String> names) throws UnreadableImageException {
    String shown = name.isEmpty() ? "." : name.substring(0, name.length() - 1);
    List<Image> images = new ArrayList<>();
    StringBuilder digests = new StringBuilder();
    String size = null;
    long pixels = 0;
    for (String frame : names) {
      byte[] file = folder.read(frame);
      Image image = ImageReader.read(file, frame, ImageReader.DEFAULT_MAX_PIXELS);
      String its = image.width() + "x" + image.height();
      if (size != null && !size.equals(its)) {
        throw new UnreadableImageException(
            shown, Kind.CORRUPT, "its frames are of two sizes, " + size + " and " + its);
      }
      size = its;
      pixels += (long) image.width() * image.height();
      if (names.size() > MOST_FRAMES || pixels > MOST_PIXELS) {
        throw new UnreadableImageException(
            shown,
            Kind.TOO_LARGE,
            "its %,d frames of %s are more than the %,d frames or %,d pixels allowed"
                .formatted(names.size(), size, MOST_FRAMES, MOST_PIXELS));
      }
      images.add(fitted(image));
      digests.append(Digests.sha256(file)).append('\n');
    }
    return made(
        shown,
        images,
        Collections.nCopies(images.size(), 0),
        Digests.sha256(digests.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private Image fitted(Image frame) {
    int channels = spec.channels() == 0 ? 3 : spec.channels();
    MemoryBudget.require(spec.path(), frames.incrementAndGet(), spec.imageSize(), channels);
    return frame.fitted(spec.imageSize(), spec.fit());
  }

  /** A clip is grey if every frame is. */
  private static Clip made(String name, List<Image> images, List<Integer> delays, String digest) {
    int channels = images.stream().allMatch(ClipLoader::isGrey) ? 1 : 3;
    return new Clip(
        name, images.stream().map(image -> image.withChannels(channels)).toList(), delays, digest);
  }

  private static boolean isGrey(Image image) {
    if (image.channels() == 1) {
      return true;
    }
    byte[] samples = image.samples();
    for (int i = 0; i < samples.length; i += 3) {
      if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) {
        return false;
      }
    }
    return true;
  }
}
