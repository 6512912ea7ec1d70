package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.data.annotation.AnnotationException;
import io.github.diffusion4j.data.annotation.PictureAnnotations;
import io.github.diffusion4j.data.annotation.VocAnnotations;
import io.github.diffusion4j.image.IndexedPng;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Pascal VOC's layout: {@code JPEGImages} and {@code Annotations} with a picture and an XML file of
 * each name, lists of names in {@code ImageSets/Main}, and segmentations.
 */
final class VocFolder {
  private static final int MOST_LIST_BYTES = 1 << 26;
  private static final int MOST_XML_BYTES = 1 << 22;
  private static final String PICTURES = "JPEGImages";
  private static final String ANNOTATIONS = "Annotations";

  private final Path root;
  private final AnnotatedFolder source;
  private final VocAnnotations annotations = new VocAnnotations();
  private final boolean given;

  private VocFolder(Path root, Optional<Path> list) {
    this.root = root;
    this.source = new AnnotatedFolder("Pascal VOC annotations", root, root.resolve(PICTURES));
    Path classFile = root.resolve("classes.txt");
    List<String> classes = Files.isRegularFile(classFile) ? lines(classFile) : List.of();
    this.given = !classes.isEmpty();
    if (given) {
      source.toldBy(classFile);
    }
    SortedMap<String, String> pictures = byStem();
    names(list, pictures).forEach(name -> add(name, pictures.get(name)));
    PictureAnnotations whole = annotations.whole(classes);
    whole.pictures().forEach(picture -> source.add(picture.name(), picture));
    source.complete(whole.classes(), whole.findings(), this::segmented);
  }

  /** Opens a folder if it has this layout: the pictures of train.txt, trainval.txt, or all. */
  static Optional<DataSource> in(Path folder) {
    if (!isLayout(folder)) {
      return Optional.empty();
    }
    Path real = folder.toAbsolutePath();
    Optional<Path> list =
        Stream.of("train.txt", "trainval.txt")
            .map(name -> real.resolve("ImageSets/Main").resolve(name))
            .filter(Files::isRegularFile)
            .findFirst();
    return Optional.of(new VocFolder(real, list).source);
  }

  private static boolean isLayout(Path folder) {
    return Files.isDirectory(folder.resolve(PICTURES))
        && Files.isDirectory(folder.resolve(ANNOTATIONS));
  }

  /** Opens a list of names, if it is one of such a layout. */
  static Optional<DataSource> at(Path file) {
    Path list = file.toAbsolutePath();
    Path sets = list.getParent().getParent();
    boolean named = list.toString().endsWith(".txt") && sets != null && sets.endsWith("ImageSets");
    return named && isLayout(sets.getParent())
        ? Optional.of(new VocFolder(sets.getParent(), Optional.of(list)).source)
        : Optional.empty();
  }

  private SortedMap<String, String> byStem() {
    SortedMap<String, String> stems = new TreeMap<>();
    for (String name : source.all().pictures().keySet()) {
      stems.putIfAbsent(name.substring(0, name.lastIndexOf('.')), name);
    }
    return stems;
  }

  private Iterable<String> names(Optional<Path> list, SortedMap<String, String> pictures) {
    if (list.isEmpty()) {
      return new TreeSet<>(
          pictures.keySet().stream().filter(name -> Files.isRegularFile(xml(name))).toList());
    }
    source.toldBy(list.get());
    TreeSet<String> names = new TreeSet<>();
    for (String line : lines(list.get())) {
      String[] parts = line.split("\\s+");
      // In the list of a class, -1 stands behind pictures that do not show it.
      if (parts.length == 1 || !parts[1].equals("-1")) {
        names.add(parts[0]);
      }
    }
    return names;
  }

  private Path xml(String name) {
    return root.resolve(ANNOTATIONS).resolve(name + ".xml");
  }

  private void add(String name, String picture) {
    if (Listing.leadsOut(Listing.normal(name)) || picture == null) {
      String why = "ImageSets names it, and it is not in " + PICTURES;
      source.refuse(new Unreadable(name, "missing", why));
      return;
    }
    try {
      annotations.add(picture, read(xml(name), MOST_XML_BYTES));
      source.toldBy(xml(name));
      source.toldBy(segmentation("SegmentationObject", picture));
      if (given) {
        source.toldBy(segmentation("SegmentationClass", picture));
      }
    } catch (IOException failure) {
      String why =
          failure instanceof AnnotationException
              ? failure.getMessage()
              : "it cannot be read (" + failure.getClass().getSimpleName() + ")";
      source.refuse(new Unreadable(ANNOTATIONS + "/" + name + ".xml", "annotation", why));
    }
  }

  /** Reads a file of the data set, but none that a link leads to outside. */
  private byte[] read(Path file, int most) throws IOException {
    if (!file.toRealPath().startsWith(root.toRealPath())) {
      throw new AnnotationException("it is a link that leads out of the folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new AnnotationException("it has more than " + ByteCount.text(most));
      }
      return bytes;
    }
  }

  private List<String> lines(Path file) {
    try {
      String text = new String(read(file, MOST_LIST_BYTES), StandardCharsets.UTF_8);
      return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (AnnotationException refused) {
      throw new DataException(file + " cannot be used: " + refused.getMessage() + ".", refused);
    } catch (IOException failure) {
      throw DataException.reading(file, failure);
    }
  }

  private Path segmentation(String kind, String picture) {
    return root.resolve(kind).resolve(picture.substring(0, picture.lastIndexOf('.')) + ".png");
  }

  /** Adds masks. They are read only now, as all of them would fill the memory. */
  private AnnotatedPicture segmented(AnnotatedPicture picture) {
    Path instances = segmentation("SegmentationObject", picture.name());
    Path ofClasses = segmentation("SegmentationClass", picture.name());
    try {
      if (Files.isRegularFile(instances)) {
        return annotations.withInstances(picture, png(instances));
      }
      // Without a list of all classes their numbers are not known.
      return given && Files.isRegularFile(ofClasses)
          ? annotations.withClasses(picture, png(ofClasses))
          : picture;
    } catch (UnreadableImageException | IOException fault) {
      throw new DataException(
          "The segmentation of "
              + root.resolve(PICTURES).resolve(picture.name())
              + " cannot be used: "
              + fault.getMessage()
              + ". Repair or remove it.",
          fault);
    }
  }

  private IndexedPng png(Path file) throws IOException, UnreadableImageException {
    return IndexedPng.read(
        read(file, (int) PictureSource.MOST_BYTES),
        file.getFileName().toString(),
        ReadOptions.DEFAULT);
  }
}
