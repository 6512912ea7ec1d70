package io.github.diffusion4j.model;

import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.store.Digests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code model.json} says of a cascade: which stages it has. What is known of each stands in
 * its own folder, whose name follows from the size, so that no file can lead elsewhere.
 *
 * @param format version of this file's form, as in {@link ModelManifest}
 * @param cascade the stages, sizes ascending, two or more
 */
public record CascadeManifest(int format, List<Part> cascade) {
  private static final int MOST_STAGES = 12;
  private static final int LARGEST = 4096;

  /**
   * One stage.
   *
   * @param size height and width of its pictures, 1 to 4096
   * @param manifestDigest SHA-256 of its own {@code model.json}, which has that of its weights
   */
  public record Part(int size, String manifestDigest) {
    /** Returns the name of its folder. */
    String folder() {
      return Stage.folder(size);
    }
  }

  /** Checks the numbers. */
  public CascadeManifest {
    if (format != ModelManifest.FORMAT) {
      throw new IllegalArgumentException(
          "format is " + format + "; it must be " + ModelManifest.FORMAT);
    }
    if (cascade == null || cascade.size() < 2 || cascade.size() > MOST_STAGES) {
      throw new IllegalArgumentException("cascade must be a list of 2 to " + MOST_STAGES);
    }
    cascade = List.copyOf(cascade);
    int before = 0;
    for (Part part : cascade) {
      if (part.size() <= before || part.size() > LARGEST) {
        throw new IllegalArgumentException(
            "size is " + part.size() + "; it must be above " + before + " and at most " + LARGEST);
      }
      before = part.size();
    }
  }

  /** Makes that of stages that lie in a folder, each trained. */
  public static CascadeManifest of(Path folder, List<Integer> sizes) {
    List<Part> parts = new ArrayList<>();
    for (int size : sizes) {
      Path file = folder.resolve(Stage.folder(size)).resolve(ModelManifest.FILE);
      parts.add(new Part(size, Digests.sha256(file)));
    }
    return new CascadeManifest(ModelManifest.FORMAT, parts);
  }

  /** Writes it into the cascade's folder. */
  public void write(Path folder) {
    ManifestFile.write(folder, this);
  }

  static boolean isIn(ManifestFile file) {
    return file.tree().has("cascade");
  }

  /** Returns the names of all files of the cascade, relative to its folder. */
  List<String> files() {
    return Stream.concat(
            Stream.of(ModelManifest.FILE),
            cascade.stream()
                .flatMap(
                    part ->
                        Stream.of(
                            part.folder() + "/" + ModelManifest.FILE,
                            part.folder() + "/" + Model.WEIGHTS)))
        .toList();
  }
}
