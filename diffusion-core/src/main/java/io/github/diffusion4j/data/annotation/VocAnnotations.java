package io.github.diffusion4j.data.annotation;

import io.github.diffusion4j.data.annotation.VocReader.Content;
import io.github.diffusion4j.data.annotation.VocReader.Found;
import io.github.diffusion4j.image.IndexedPng;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Pascal VOC's files, one XML for each picture, read one by one and then put together. Boxes, which
 * VOC gives by the pixels in their corners, counted from 1, are cut off at the edges of their
 * pictures; objects whose box has no area then, without a class, or of a class that is not asked
 * for are left out and counted.
 *
 * <p>Not safe for use from many threads until {@link #whole} has returned.
 */
public final class VocAnnotations {
  /** The number of pixels that belong to nothing, and of the edges between objects. */
  public static final int VOID = 255;

  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final Map<String, List<Found>> kept = new HashMap<>();
  private final Findings findings = new Findings();

  /**
   * Reads the file of a picture. Only {@code size} and {@code object} are looked at.
   *
   * @param name the picture's
   * @throws AnnotationException if it has more than 4 MiB, is no such file, or declares a document
   *     type
   */
  public void add(String name, byte[] file) throws AnnotationException {
    contents.put(name, VocReader.read(file, name, findings));
  }

  /**
   * Puts all together.
   *
   * @param given the classes in their order, or none for all there are in alphabetical order
   */
  public PictureAnnotations whole(List<String> given) {
    List<String> classes = given.isEmpty() ? found() : given;
    Map<String, Integer> labels = new HashMap<>();
    classes.forEach(name -> labels.put(name, labels.size()));
    List<AnnotatedPicture> pictures = new ArrayList<>();
    contents.forEach(
        (name, content) -> {
          List<Found> objects = content.objects().stream().filter(o -> asked(o, labels)).toList();
          kept.put(name, objects);
          pictures.add(
              new AnnotatedPicture(
                  pictures.size(),
                  name,
                  content.width(),
                  content.height(),
                  objects.stream().map(found -> object(found, labels)).toList()));
        });
    contents.clear();
    List<Long> ids = LongStream.rangeClosed(1, classes.size()).boxed().toList();
    return new PictureAnnotations(classes, ids, pictures, findings.lines());
  }

  private List<String> found() {
    TreeSet<String> names = new TreeSet<>();
    contents.values().forEach(c -> c.objects().forEach(object -> names.add(object.className())));
    return List.copyOf(names);
  }

  private boolean asked(Found object, Map<String, Integer> labels) {
    boolean known = labels.containsKey(object.className());
    if (!known) {
      findings.add("objects left out, their class is not listed", object.className());
    }
    return known;
  }

  private static AnnotatedObject object(Found found, Map<String, Integer> labels) {
    return new AnnotatedObject(
        labels.get(found.className()),
        found.className(),
        found.box(),
        Optional.empty(),
        found.flags(),
        found.box().area());
  }

  /**
   * Gives the objects of a picture their masks from {@code SegmentationObject}, where an object's
   * pixels have the number of its place in the XML, from 1. One without pixels gets none.
   *
   * @throws AnnotationException if the segmentation is not of the picture's size
   */
  public AnnotatedPicture withInstances(AnnotatedPicture picture, IndexedPng segmentation)
      throws AnnotationException {
    requireSize(picture, segmentation);
    List<Found> found = kept.get(picture.name());
    List<AnnotatedObject> objects = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      objects.add(masked(picture.objects().get(i), found.get(i).number(), segmentation));
    }
    return picture.withObjects(objects);
  }

  /**
   * Gives those objects their masks from {@code SegmentationClass} that are the only ones of their
   * class in the picture; pixels have the number of a class, from 1 in the order of {@link
   * PictureAnnotations#classes}.
   *
   * @throws AnnotationException if the segmentation is not of the picture's size
   */
  public AnnotatedPicture withClasses(AnnotatedPicture picture, IndexedPng segmentation)
      throws AnnotationException {
    requireSize(picture, segmentation);
    Map<Integer, Integer> counts = new HashMap<>();
    picture.objects().forEach(object -> counts.merge(object.label(), 1, Integer::sum));
    return picture.withObjects(
        picture.objects().stream()
            .map(
                object ->
                    counts.get(object.label()) == 1
                        ? masked(object, object.label() + 1, segmentation)
                        : object)
            .toList());
  }

  private static void requireSize(AnnotatedPicture picture, IndexedPng segmentation)
      throws AnnotationException {
    if (segmentation.width() != picture.width() || segmentation.height() != picture.height()) {
      throw new AnnotationException(
          "the segmentation is %dx%d, its picture %dx%d"
              .formatted(
                  segmentation.width(), segmentation.height(), picture.width(), picture.height()));
    }
  }

  private static AnnotatedObject masked(AnnotatedObject object, int number, IndexedPng from) {
    if (number >= VOID) {
      return object;
    }
    PixelMask mask =
        PixelMask.of(from.width(), from.height(), (x, y) -> from.number(x, y) == number);
    return mask.isEmpty() ? object : object.withMask(RunLengths.of(mask));
  }
}
