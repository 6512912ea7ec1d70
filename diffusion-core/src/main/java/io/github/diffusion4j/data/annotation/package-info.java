/**
 * What pictures show: objects with their classes, boxes and masks, and the formats that tell of
 * them (COCO, Pascal VOC).
 *
 * <p>There is one convention for coordinates: pixels from the top left corner of the picture, pixel
 * {@code (i, j)} being the square from {@code (i, j)} to {@code (i + 1, j + 1)}, so that its centre
 * is at {@code (i + 0.5, j + 0.5)} and a box of two pixels is 2 wide. Readers turn the conventions
 * of their formats into this one.
 *
 * <p>Files are hostile until read: what makes no sense as a whole is refused with an {@link
 * io.github.diffusion4j.data.annotation.AnnotationException}, and what is wrong about one object is
 * left out and counted.
 */
package io.github.diffusion4j.data.annotation;
