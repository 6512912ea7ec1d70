package io.github.diffusion4j.data.annotation;

/** What a COCO file lists, before it is put together. A number that is missing is null. */
final class CocoRecords {
  private CocoRecords() {}

  record Picture(Long id, String file, Long width, Long height) {}

  record Category(Long id, String name) {}

  /**
   * An object.
   *
   * @param box x, y, width, height; or null if it is anything else
   * @param mask null if there is none
   */
  record Annotation(
      Long id,
      Long picture,
      Long category,
      double[] box,
      Double area,
      boolean crowd,
      CocoMask mask) {
    @Override
    public String toString() {
      return "annotation " + id + " of picture " + picture;
    }
  }
}
