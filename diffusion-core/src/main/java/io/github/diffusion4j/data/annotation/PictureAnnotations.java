package io.github.diffusion4j.data.annotation;

import java.util.List;

/**
 * What files say of pictures.
 *
 * @param classes the names of the objects' classes, in the order of their indices
 * @param ids the numbers of the classes in their format: COCO's categories, VOC's from 1
 * @param pictures in the order of the files, with names as the files give them
 * @param findings what was wrong with single objects, a line for each kind
 */
public record PictureAnnotations(
    List<String> classes, List<Long> ids, List<AnnotatedPicture> pictures, List<String> findings) {
  /** Copies the lists. */
  public PictureAnnotations {
    classes = List.copyOf(classes);
    ids = List.copyOf(ids);
    pictures = List.copyOf(pictures);
    findings = List.copyOf(findings);
  }
}
