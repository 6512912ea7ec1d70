package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The binary files of CIFAR-10 and CIFAR-100: records of one label or two (coarse, fine) and a
 * picture of 32x32, all red samples first, then green, then blue. CIFAR-100's classes are the fine
 * ones; a caption names both.
 *
 * @param files where they lie
 * @param batches the names of those to read
 * @param hundred whether they are of CIFAR-100
 */
record CifarSource(PictureSource files, List<String> batches, boolean hundred)
    implements DataSource {
  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE;
  private static final String NAMES_10 = "batches.meta.txt";
  private static final String FINE_NAMES = "fine_label_names.txt";
  private static final String COARSE_NAMES = "coarse_label_names.txt";

  /** Which files make a data set, in the order of preference: training before test. */
  private static final List<String> KINDS =
      List.of("data_batch_[0-9]+\\.bin", "train\\.bin", "test_batch\\.bin", "test\\.bin");

  static boolean isNamedLike(String name) {
    return KINDS.stream().anyMatch(name::matches);
  }

  /** Finds the files to train on among others; empty if there are none. */
  static Optional<DataSource> in(PictureSource files) {
    Collection<String> names = files.listing().companions().keySet();
    for (String kind : KINDS) {
      List<String> batches =
          names.stream().filter(name -> PictureNames.file(name).matches(kind)).toList();
      if (!batches.isEmpty()) {
        if (batches.stream().map(PictureNames::folder).distinct().count() > 1) {
          throw new DataException(
              files.name() + " holds several CIFAR data sets; give one of them: " + batches + ".");
        }
        return Optional.of(new CifarSource(files, batches, !kind.contains("batch")));
      }
    }
    return Optional.empty();
  }

  /** Takes one file alone, and the names of classes that lie beside it. */
  static DataSource at(Path file) {
    Listing<Path> listing = new Listing<>();
    listing.add(file.getFileName().toString(), file);
    for (String names : List.of(NAMES_10, FINE_NAMES, COARSE_NAMES)) {
      if (Files.isRegularFile(file.resolveSibling(names))) {
        listing.add(names, file.resolveSibling(names));
      }
    }
    return in(PictureFolder.of(file, listing)).orElseThrow();
  }

  private int recordBytes() {
    return (hundred ? 2 : 1) + 3 * PIXELS;
  }

  private byte[] bytes(String name) {
    try {
      return files.read(name);
    } catch (UnreadableImageException fault) {
      throw new DataException(files.name() + ": " + Unreadable.of(fault) + ".", fault);
    }
  }

  private byte[] batch(String name) {
    byte[] bytes = bytes(name);
    if (bytes.length == 0 || bytes.length % recordBytes() != 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %s has %,d bytes, no multiple of the %,d of a picture of %s. Get it again.",
              files.name(),
              name,
              bytes.length,
              recordBytes(),
              hundred ? "CIFAR-100" : "CIFAR-10"));
    }
    return bytes;
  }

  /** Returns the names of the classes from their file, or their numbers. */
  private List<String> names(String file, int count) {
    String place = PictureNames.folder(batches.get(0)) + file;
    if (files.listing().find(place) == null) {
      return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
    List<String> names =
        new String(bytes(place), StandardCharsets.UTF_8)
            .lines()
            .map(line -> Unreadable.printable(line.strip()))
            .filter(line -> !line.isEmpty())
            .toList();
    if (names.size() != count) {
      throw new DataException(
          "%s: %s has %d names for %d classes."
              .formatted(files.name(), place, names.size(), count));
    }
    return names;
  }

  @Override
  public Dataset open(DataSpec spec) {
    int channels = spec.channels() == 0 ? 3 : spec.channels();
    List<String> fine = fineNames();
    List<String> coarse = coarseNames();
    List<Image> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (String name : batches) {
      byte[] batch = batch(name);
      int count = batch.length / recordBytes();
      MemoryBudget.require(files.name(), images.size() + count, spec.imageSize(), channels);
      for (int at = 0; at < batch.length; at += recordBytes()) {
        int pixels = at + recordBytes() - 3 * PIXELS;
        int label = label(name, batch[pixels - 1], fine.size());
        labels.add(label);
        captions.add(
            hundred
                ? caption(fine.get(label), coarse.get(label(name, batch[at], coarse.size())))
                : "");
        digests.add(digest(batch, pixels));
        images.add(
            picture(batch, pixels).fitted(spec.imageSize(), spec.fit()).withChannels(channels));
      }
    }
    return new MemoryDataset(
        files.name(),
        FittedPictures.of(images.toArray(Image[]::new)),
        new Items(
            fine, labels.stream().mapToInt(Integer::intValue).toArray(), captions, digests, ""),
        manifest(),
        List.of(),
        List.of());
  }

  private List<String> fineNames() {
    return hundred ? names(FINE_NAMES, 100) : names(NAMES_10, 10);
  }

  private List<String> coarseNames() {
    return hundred ? names(COARSE_NAMES, 20) : List.of();
  }

  private static String caption(String fine, String coarse) {
    return fine + " (" + coarse + ")";
  }

  private int label(String name, byte label, int classes) {
    if ((label & 0xFF) >= classes) {
      throw new DataException(
          "%s: %s has the label %d, but there are %d classes. It is no file of CIFAR."
              .formatted(files.name(), name, label & 0xFF, classes));
    }
    return label & 0xFF;
  }

  private static String digest(byte[] batch, int offset) {
    return Digests.sha256(Arrays.copyOfRange(batch, offset, offset + 3 * PIXELS));
  }

  private static Image picture(byte[] batch, int offset) {
    byte[] samples = new byte[3 * PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      for (int channel = 0; channel < 3; channel++) {
        samples[3 * i + channel] = batch[offset + channel * PIXELS + i];
      }
    }
    return new Image(SIDE, SIDE, 3, samples);
  }

  @Override
  public DataManifest manifest() {
    String folder = PictureNames.folder(batches.get(0));
    Stream<String> names =
        (hundred ? Stream.of(COARSE_NAMES, FINE_NAMES) : Stream.of(NAMES_10))
            .map(file -> folder + file)
            .filter(name -> files.listing().find(name) != null);
    return new DataManifest(
        Stream.concat(batches.stream(), names)
            .sorted()
            .map(name -> DataManifest.Entry.of(name, bytes(name)))
            .toList());
  }

  @Override
  public void inspect(InspectionTally tally) {
    tally.kind(hundred ? "CIFAR-100" : "CIFAR-10");
    visit(index -> true, tally);
  }

  @Override
  public void visit(IntPredicate wanted, PictureVisitor visitor) {
    List<String> fine = fineNames();
    List<String> coarse = coarseNames();
    visitor.begin(batches.stream().mapToInt(name -> batch(name).length / recordBytes()).sum());
    int index = 0;
    for (String name : batches) {
      byte[] batch = batch(name);
      for (int at = 0; at < batch.length; at += recordBytes(), index++) {
        if (wanted.test(index)) {
          int pixels = at + recordBytes() - 3 * PIXELS;
          String label = fine.get(label(name, batch[pixels - 1], fine.size()));
          String caption =
              hundred ? caption(label, coarse.get(label(name, batch[at], coarse.size()))) : "";
          visitor.picture(
              index,
              StoredPicture.numbered(
                  index, picture(batch, pixels), "CIFAR", label, caption, digest(batch, pixels)));
        }
      }
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
