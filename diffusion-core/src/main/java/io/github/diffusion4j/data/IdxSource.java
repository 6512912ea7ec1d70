package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.DigestIndex;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Grey pictures in the format of MNIST, and the labels beside them.
 *
 * @param images the file of the pictures
 * @param labels the file of the labels, or null if there is none
 */
record IdxSource(Path images, Path labels) implements DataSource {
  /** How the families of MNIST name pictures and labels. */
  private static final List<List<String>> NAMES =
      List.of(List.of("images-idx3", "labels-idx1"), List.of("images.idx3", "labels.idx1"));

  static IdxSource at(Path images) {
    return new IdxSource(images, labelsOf(images));
  }

  /** Finds the pictures to train on in a folder; empty if it holds no IDX file of pictures. */
  static Optional<IdxSource> in(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NAMES.stream().anyMatch(names -> name.contains(names.get(0)))
            && Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw DataException.reading(folder, failure.getCause());
    } catch (IOException failure) {
      throw DataException.reading(folder, failure);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    found.sort(null);
    List<Path> training =
        found.stream().filter(file -> file.getFileName().toString().startsWith("train-")).toList();
    List<Path> candidates = training.isEmpty() ? found : training;
    // The same file may lie there packed and unpacked.
    if (candidates.stream().map(file -> withoutGz(file.toString())).distinct().count() > 1) {
      throw new DataException(
          folder + " holds several IDX files of pictures; give one of them: " + candidates);
    }
    return Optional.of(at(candidates.get(0)));
  }

  private static String withoutGz(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static Path labelsOf(Path images) {
    String name = withoutGz(images.getFileName().toString());
    for (List<String> names : NAMES) {
      if (name.contains(names.get(0))) {
        String labels = name.replace(names.get(0), names.get(1));
        for (String candidate : new String[] {labels, labels + ".gz"}) {
          Path file = images.resolveSibling(candidate);
          if (Files.isRegularFile(file)) {
            return file;
          }
        }
      }
    }
    return null;
  }

  @Override
  public Dataset open(DataSpec spec) {
    int channels = Math.max(1, spec.channels());
    Pictures pictures = new Pictures(spec, channels);
    IdxFile.read(images, 3, pictures);
    int[] classOf = readLabels(pictures.fitted.length);
    return new MemoryDataset(
        images.getFileName().toString(),
        FittedPictures.of(pictures.fitted),
        Items.of(classes(classOf), classOf, Arrays.asList(pictures.digests)),
        manifest(),
        List.of(),
        List.of());
  }

  private int[] readLabels(int pictures) {
    int[] classOf = new int[pictures];
    if (labels == null) {
      Arrays.fill(classOf, -1);
      return classOf;
    }
    IdxFile.read(
        labels,
        1,
        new IdxFile.Visitor() {
          @Override
          public void begin(IdxHeader header) {
            if (header.count() != pictures) {
              throw new DataException(
                  String.format(
                      Locale.ROOT,
                      "%s has %s for the %,d pictures of %s: they do not belong together.",
                      labels,
                      header,
                      pictures,
                      images.getFileName()));
            }
          }

          @Override
          public void item(int index, byte[] bytes) {
            classOf[index] = bytes[0] & 0xFF;
          }
        });
    return classOf;
  }

  /** IDX has no names for its classes; they are called by their numbers. */
  private static List<String> classes(int[] classOf) {
    int last = IntStream.of(classOf).max().orElse(-1);
    return IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
  }

  @Override
  public DataManifest manifest() {
    return manifest(DigestIndex.none());
  }

  @Override
  public DataManifest manifest(DigestIndex known) {
    return DataManifest.ofFiles(labels == null ? List.of(images) : List.of(images, labels), known);
  }

  @Override
  public void inspect(InspectionTally tally) {
    tally.kind(labels == null ? "IDX pictures without labels" : "IDX pictures with labels");
    visit(index -> true, tally);
  }

  @Override
  public void visit(IntPredicate wanted, PictureVisitor visitor) {
    IdxFile.read(
        images,
        3,
        new IdxFile.Visitor() {
          private int[] size;
          private int[] classOf;

          @Override
          public void begin(IdxHeader header) {
            size = header.dimensions();
            classOf = readLabels(header.count());
            visitor.begin(header.count());
          }

          @Override
          public void item(int index, byte[] bytes) {
            if (wanted.test(index)) {
              String label = classOf[index] < 0 ? "" : Integer.toString(classOf[index]);
              Image image = new Image(size[2], size[1], 1, bytes);
              visitor.picture(
                  index,
                  StoredPicture.numbered(index, image, "IDX", label, "", Digests.sha256(bytes)));
            }
          }
        });
  }

  /** Fits every picture as it comes. */
  private static final class Pictures implements IdxFile.Visitor {
    private final DataSpec spec;
    private final int channels;
    private Image[] fitted;
    private String[] digests;
    private IdxHeader header;

    Pictures(DataSpec spec, int channels) {
      this.spec = spec;
      this.channels = channels;
    }

    @Override
    public void begin(IdxHeader begun) {
      MemoryBudget.require(spec.path(), begun.count(), spec.imageSize(), channels);
      header = begun;
      fitted = new Image[begun.count()];
      digests = new String[begun.count()];
    }

    @Override
    public void item(int index, byte[] bytes) {
      digests[index] = Digests.sha256(bytes);
      fitted[index] =
          new Image(header.dimensions()[2], header.dimensions()[1], 1, bytes)
              .fitted(spec.imageSize(), spec.fit())
              .withChannels(channels);
    }
  }
}
