package io.github.diffusion4j.data.annotation;

import java.util.List;

/**
 * What files say of pictures.
 *
 * @param classes the names of the objects' classes, in the order of their indices
 * @param pictures in the order of the files, with names as the files give them
 * @param findings what was wrong with single objects, a line for each kind
 */
public record PictureAnnotations(
    List<String> classes, List<AnnotatedPicture> pictures, List<String> findings) {
  /** Copies the lists. */
  public PictureAnnotations {
    classes = List.copyOf(classes);
    pictures = List.copyOf(pictures);
    findings = List.copyOf(findings);
  }
}
