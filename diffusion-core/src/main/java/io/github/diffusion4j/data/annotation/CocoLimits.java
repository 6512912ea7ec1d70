package io.github.diffusion4j.data.annotation;

/**
 * How much of a COCO file is taken into memory. COCO's own training file has 118,287 pictures,
 * 860,001 objects and some 50 million numbers in their masks.
 *
 * @param pictures the most pictures
 * @param objects the most objects
 * @param categories the most classes
 * @param maskNumbers the most numbers in all masks together
 * @param maskNumbersEach the most numbers in the mask of one object
 */
record CocoLimits(
    int pictures, int objects, int categories, long maskNumbers, int maskNumbersEach) {
  static final CocoLimits DEFAULT =
      new CocoLimits(2_000_000, 10_000_000, 100_000, 1L << 27, 1 << 18);

  static void require(boolean within, String what, long most) throws AnnotationException {
    if (!within) {
      throw new AnnotationException(
          "it has more than %,d %s, the most that are read; split it".formatted(most, what));
    }
  }
}
