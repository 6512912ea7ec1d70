package io.github.diffusion4j.data.annotation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.diffusion4j.data.annotation.CocoRecords.Annotation;
import io.github.diffusion4j.data.annotation.CocoRecords.Category;
import io.github.diffusion4j.data.annotation.CocoRecords.Picture;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads COCO's files of instances: {@code images}, {@code categories} and {@code annotations} in
 * one JSON object, in any order, one after the other without holding the text.
 *
 * <p>Classes are the categories in the order of their ids, which may have gaps. Boxes are cut off
 * at the edges of their pictures. Objects of unknown pictures or categories, with an id that came
 * before, or whose box has no area within its picture are left out; masks that are none, or not of
 * their picture's size, are left away. Both are counted in {@link PictureAnnotations#findings}.
 */
public final class CocoReader {
  private final CocoLimits limits;
  private final List<Picture> pictures = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private long maskNumbers;

  private CocoReader(CocoLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a file.
   *
   * @throws AnnotationException if it is no JSON of this kind, a picture or category has no id or
   *     one that another has, a picture has no file name or size, or there is more than is taken
   *     into memory
   * @throws IOException if the stream cannot be read
   */
  public static PictureAnnotations read(InputStream file) throws IOException {
    return read(file, CocoLimits.DEFAULT);
  }

  static PictureAnnotations read(InputStream file, CocoLimits limits) throws IOException {
    CocoReader reader = new CocoReader(limits);
    try (JsonParser in = Json.mapper().createParser(file)) {
      // Python writes NaN, and one such number is no reason to lose the rest.
      in.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
      reader.readWhole(in);
    } catch (JsonProcessingException broken) {
      throw new AnnotationException(
          "it is no JSON ("
              + broken.getOriginalMessage().replaceAll("\\P{Print}", "?")
              + " at line "
              + (broken.getLocation() == null ? "?" : broken.getLocation().getLineNr())
              + ")",
          broken);
    }
    return new CocoAssembly(reader.pictures, reader.categories, reader.annotations).whole();
  }

  private void readWhole(JsonParser in) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw wanted();
    }
    List<String> seen = new ArrayList<>();
    CocoJson.object(
        in,
        key -> {
          switch (key) {
            case "images" -> each(in, seen, () -> addPicture(in));
            case "categories" -> each(in, seen, () -> addCategory(in));
            case "annotations" -> each(in, seen, () -> addAnnotation(in));
            default -> in.skipChildren();
          }
        });
    if (seen.size() != 3) {
      throw wanted();
    }
  }

  private static AnnotationException wanted() {
    return new AnnotationException(
        "it is to be an object with the lists \"images\", \"categories\" and \"annotations\", as"
            + " COCO's instances are");
  }

  private interface Reading {
    void one() throws IOException;
  }

  private static void each(JsonParser in, List<String> seen, Reading reading) throws IOException {
    String key = in.currentName();
    seen.add(key);
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wanted();
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw new AnnotationException("its list \"" + key + "\" is to hold objects alone");
      }
      reading.one();
    }
  }

  private void addPicture(JsonParser in) throws IOException {
    CocoLimits.require(pictures.size() < limits.pictures(), "pictures", limits.pictures());
    Fields fields = new Fields();
    CocoJson.object(
        in,
        key -> {
          switch (key) {
            case "id" -> fields.id = CocoJson.integer(in);
            case "file_name" -> fields.text = CocoJson.text(in);
            case "width" -> fields.width = CocoJson.integer(in);
            case "height" -> fields.height = CocoJson.integer(in);
            default -> in.skipChildren();
          }
        });
    pictures.add(new Picture(fields.id, fields.text, fields.width, fields.height));
  }

  private void addCategory(JsonParser in) throws IOException {
    CocoLimits.require(categories.size() < limits.categories(), "classes", limits.categories());
    Fields fields = new Fields();
    CocoJson.object(
        in,
        key -> {
          switch (key) {
            case "id" -> fields.id = CocoJson.integer(in);
            case "name" -> fields.text = CocoJson.text(in);
            default -> in.skipChildren();
          }
        });
    categories.add(new Category(fields.id, fields.text));
  }

  private void addAnnotation(JsonParser in) throws IOException {
    CocoLimits.require(annotations.size() < limits.objects(), "objects", limits.objects());
    Fields fields = new Fields();
    CocoJson.object(
        in,
        key -> {
          switch (key) {
            case "id" -> fields.id = CocoJson.integer(in);
            case "image_id" -> fields.picture = CocoJson.integer(in);
            case "category_id" -> fields.category = CocoJson.integer(in);
            case "bbox" -> fields.box = CocoJson.numbers(in, 4);
            case "area" -> fields.area = CocoJson.number(in);
            case "iscrowd" -> fields.crowd = CocoJson.integer(in);
            case "segmentation" -> fields.mask = CocoMask.read(in, limits.maskNumbersEach());
            default -> in.skipChildren();
          }
        });
    maskNumbers += fields.mask == null ? 0 : fields.mask.numbers();
    CocoLimits.require(
        maskNumbers <= limits.maskNumbers(), "numbers in masks", limits.maskNumbers());
    annotations.add(
        new Annotation(
            fields.id,
            fields.picture,
            fields.category,
            fields.box,
            fields.area,
            fields.crowd != null && fields.crowd != 0,
            fields.mask));
  }

  /** The values of one entry as they come, in any order. */
  private static final class Fields {
    private Long id;
    private Long picture;
    private Long category;
    private Long width;
    private Long height;
    private Long crowd;
    private String text;
    private double[] box;
    private Double area;
    private CocoMask mask;
  }
}
