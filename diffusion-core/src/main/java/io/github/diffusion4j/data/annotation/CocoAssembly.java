package io.github.diffusion4j.data.annotation;

import io.github.diffusion4j.data.annotation.AnnotatedObject.Flags;
import io.github.diffusion4j.data.annotation.CocoRecords.Annotation;
import io.github.diffusion4j.data.annotation.CocoRecords.Category;
import io.github.diffusion4j.data.annotation.CocoRecords.Picture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts the lists of a COCO file together. */
final class CocoAssembly {
  private final Map<Long, Picture> pictures = new LinkedHashMap<>();
  private final Map<Long, List<AnnotatedObject>> objects = new HashMap<>();
  private final List<String> classes = new ArrayList<>();
  private final List<Long> ids = new ArrayList<>();
  private final Map<Long, Integer> labels = new HashMap<>();
  private final Findings findings = new Findings();

  CocoAssembly(List<Picture> pictures, List<Category> categories, List<Annotation> annotations)
      throws AnnotationException {
    addCategories(categories);
    for (Picture picture : pictures) {
      add(picture);
    }
    Set<Long> seen = new HashSet<>();
    for (Annotation annotation : annotations) {
      if (annotation.id() != null && !seen.add(annotation.id())) {
        findings.add("objects left out, their id came before", annotation.toString());
      } else {
        add(annotation);
      }
    }
  }

  private void addCategories(List<Category> categories) throws AnnotationException {
    TreeMap<Long, String> byId = new TreeMap<>();
    for (Category category : categories) {
      if (category.id() == null || category.name() == null) {
        throw new AnnotationException(
            "a category has a number as its id and a name, not " + category);
      }
      if (byId.putIfAbsent(category.id(), category.name()) != null) {
        throw new AnnotationException("two categories have the id " + category.id());
      }
    }
    byId.forEach(
        (id, name) -> {
          labels.put(id, classes.size());
          classes.add(name);
          ids.add(id);
        });
  }

  private void add(Picture picture) throws AnnotationException {
    boolean sized = picture.width() != null && picture.height() != null;
    if (picture.id() == null || picture.file() == null || !sized) {
      throw new AnnotationException(
          "a picture has a number as its id, a file_name, a width and a height, not " + picture);
    }
    if (!Mask.isFrame(picture.width(), picture.height())) {
      throw new AnnotationException(
          "a picture has 1 to %,d pixels, not %d x %d (picture %d)"
              .formatted(Mask.MOST_PIXELS, picture.width(), picture.height(), picture.id()));
    }
    if (pictures.putIfAbsent(picture.id(), picture) != null) {
      throw new AnnotationException("two pictures have the id " + picture.id());
    }
  }

  private void add(Annotation annotation) {
    Picture picture = pictures.get(annotation.picture());
    Integer label = labels.get(annotation.category());
    if (picture == null) {
      findings.add("objects left out, their picture is not listed", annotation.toString());
      return;
    }
    if (label == null) {
      findings.add(
          "objects left out, their category is not listed",
          annotation + ", category " + annotation.category());
      return;
    }
    int width = picture.width().intValue();
    int height = picture.height().intValue();
    box(annotation, width, height)
        .ifPresent(
            box ->
                objects
                    .computeIfAbsent(picture.id(), any -> new ArrayList<>())
                    .add(
                        new AnnotatedObject(
                            label,
                            classes.get(label),
                            box,
                            mask(annotation, width, height),
                            new Flags(annotation.crowd(), false, false),
                            area(annotation, box))));
  }

  private Optional<Box> box(Annotation annotation, int width, int height) {
    double[] is = annotation.box();
    Optional<Box> whole =
        is == null || is.length != 4 ? Optional.empty() : Box.ofSize(is[0], is[1], is[2], is[3]);
    return findings.clipped(whole, width, height, annotation.toString());
  }

  private Optional<Mask> mask(Annotation annotation, int width, int height) {
    if (annotation.mask() == null) {
      return Optional.empty();
    }
    Mask mask = annotation.mask().in(width, height);
    if (mask == null) {
      findings.add("masks left away, they are none of their picture", annotation.toString());
    }
    return Optional.ofNullable(mask);
  }

  private static double area(Annotation annotation, Box box) {
    Double area = annotation.area();
    return area != null && area >= 0 && Double.isFinite(area) ? area : box.area();
  }

  PictureAnnotations whole() {
    return new PictureAnnotations(
        classes,
        ids,
        pictures.values().stream()
            .map(
                picture ->
                    new AnnotatedPicture(
                        picture.id(),
                        picture.file(),
                        picture.width().intValue(),
                        picture.height().intValue(),
                        Objects.requireNonNullElse(objects.get(picture.id()), List.of())))
            .toList(),
        findings.lines());
  }
}
