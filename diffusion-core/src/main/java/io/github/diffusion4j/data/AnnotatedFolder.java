package io.github.diffusion4j.data;

import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.image.UnreadableImageException.Kind;
import io.github.diffusion4j.store.DigestIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Pictures in a folder whose objects are told of by files of one format. */
final class AnnotatedFolder implements PictureSource {
  private final String format;
  private final Path root;
  private final Path folder;
  private final Listing<Path> all;
  private final Listing<Path> listing = new Listing<>();
  private final PictureFolder files;
  private final Map<String, AnnotatedPicture> pictures = new HashMap<>();
  private final List<Path> told = new ArrayList<>();
  private List<String> classes = List.of();
  private List<String> findings = List.of();
  private UnaryOperator<AnnotatedPicture> completion = UnaryOperator.identity();

  /**
   * Makes one without pictures yet.
   *
   * @param format the name of the format
   * @param root holds all that belongs to it
   * @param folder of the pictures
   */
  AnnotatedFolder(String format, Path root, Path folder) {
    this.format = format;
    this.root = root;
    this.folder = folder;
    this.all = FolderScan.of(folder);
    this.files = PictureFolder.of(folder, listing);
  }

  /** Returns every picture there is, annotated or not. */
  Listing<Path> all() {
    return all;
  }

  /** Adds a file that tells of pictures. */
  void toldBy(Path file) {
    told.add(file);
  }

  /** Adds a picture, or lists why it is not there. */
  void add(String picture, AnnotatedPicture annotated) {
    String name = Listing.normal(picture);
    Path file = all.pictures().get(name);
    if (Listing.leadsOut(name)) {
      listing.refuse(new Unreadable(name, "name", "it leads out of the folder of pictures"));
    } else if (file == null) {
      String why = PictureNames.isPicture(name) ? "it is not in " : "it is no picture in ";
      Optional<Unreadable> refused =
          all.refused().stream().filter(fault -> fault.name().equals(name)).findFirst();
      listing.refuse(
          refused.orElseGet(() -> new Unreadable(name, "missing", why + folder.getFileName())));
    } else if (pictures.putIfAbsent(name, annotated) != null) {
      listing.refuse(new Unreadable(name, "duplicate", "it is listed twice; the first counts"));
    } else {
      listing.add(name, file);
    }
  }

  /** Lists a picture whose annotations cannot be used. */
  void refuse(Unreadable fault) {
    listing.refuse(fault);
  }

  /**
   * Ends the making.
   *
   * @param objectClasses of all objects
   * @param wrong what was found wrong about objects, a line for each kind
   * @param completed adds what is read only when it is asked for
   */
  AnnotatedFolder complete(
      List<String> objectClasses, List<String> wrong, UnaryOperator<AnnotatedPicture> completed) {
    classes = List.copyOf(objectClasses);
    findings = List.copyOf(wrong);
    completion = completed;
    listing.ignore(
        all.pictures().size() - pictures.size() + all.companions().size() + all.ignored());
    return this;
  }

  @Override
  public String kind() {
    long objects = pictures.values().stream().mapToLong(each -> each.objects().size()).sum();
    return String.format(
            Locale.ROOT, "%s, %,d objects of %,d classes", format, objects, classes.size())
        + String.join("", findings.stream().map(line -> "; " + line).toList());
  }

  @Override
  public List<String> notes() {
    return findings.stream().map(line -> "Of the annotations in " + root + ": " + line).toList();
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public Listing<Path> listing() {
    return listing;
  }

  /** Pictures of many objects have no class, whatever folder they lie in. */
  @Override
  public String path(String name) {
    return PictureNames.file(name);
  }

  @Override
  public int ignored() {
    return listing.ignored();
  }

  @Override
  public List<String> objectClasses() {
    return classes;
  }

  @Override
  public Optional<AnnotatedPicture> annotated(String name) {
    return Optional.of(completion.apply(pictures.get(name)));
  }

  @Override
  public void requireSize(String name, int width, int height) throws UnreadableImageException {
    AnnotatedPicture annotated = pictures.get(name);
    if (annotated.width() != width || annotated.height() != height) {
      throw new UnreadableImageException(
          name,
          Kind.CORRUPT,
          "it is %dx%d, but its annotations are for %dx%d"
              .formatted(width, height, annotated.width(), annotated.height()));
    }
  }

  @Override
  public byte[] read(String name) throws UnreadableImageException {
    return files.read(name);
  }

  @Override
  public DataManifest manifest() {
    return manifest(DigestIndex.none());
  }

  @Override
  public DataManifest manifest(DigestIndex known) {
    List<DataManifest.Entry> entries = new ArrayList<>(files.manifest(known).entries());
    for (Path file : told) {
      if (Files.isRegularFile(file)) {
        String name = root.relativize(file).toString().replace('\\', '/');
        entries.add(DataManifest.Entry.of(name, file, known));
      }
    }
    entries.sort(Comparator.comparing(DataManifest.Entry::name));
    return new DataManifest(entries);
  }
}
