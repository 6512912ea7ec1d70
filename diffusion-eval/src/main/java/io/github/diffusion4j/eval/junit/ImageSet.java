package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import java.util.Objects;

/**
 * Pictures with a name, as tests are given them. Immutable.
 *
 * @param name what messages call them, such as the folder they are from
 * @param pictures at least one, all of one size
 */
public record ImageSet(String name, Dataset pictures) {

  /** Checks that nothing is missing. */
  public ImageSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pictures, "pictures");
  }

  /** Makes a set of pictures that the test brings itself. */
  public static ImageSet of(Dataset pictures) {
    return new ImageSet(pictures.description(), pictures);
  }

  /** Returns how many there are. */
  public int size() {
    return pictures.size();
  }

  /** Returns one picture. */
  public Image image(int index) {
    return pictures.image(index);
  }

  /** Names everything that an evaluation of them depends on. */
  String identity() {
    return pictures.manifest().digest() + " " + pictures.imageSize() + " " + pictures.channels();
  }

  /** Returns the file of a picture as far as one is known by that digest, else "". */
  String file(String digest) {
    return pictures.manifest().entries().stream()
        .filter(entry -> entry.sha256().equals(digest))
        .map(DataManifest.Entry::name)
        .findFirst()
        .orElse("");
  }
}
