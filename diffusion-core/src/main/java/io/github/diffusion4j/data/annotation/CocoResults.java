package io.github.diffusion4j.data.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes what a detector found in the form that COCO's evaluation takes. */
public final class CocoResults {
  private CocoResults() {}

  /**
   * An object that a detector found.
   *
   * @param picture the picture's number, {@link AnnotatedPicture#id}
   * @param category the class's number, of {@link PictureAnnotations#ids}
   * @param box in the pixels of the picture's file, to which {@link AnnotatedPicture#fromFile} is
   *     the way back
   * @param score how sure it is, finite
   * @param mask in the frame of the picture's file; empty if only boxes are found
   */
  public record Detection(long picture, long category, Box box, double score, Optional<Mask> mask) {
    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Detection {
      Objects.requireNonNull(box, "box");
      Objects.requireNonNull(mask, "mask");
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("a score is a finite number, not " + score);
      }
    }
  }

  /**
   * Writes a list with {@code image_id}, {@code category_id}, {@code bbox} as {@code [x, y, width,
   * height]}, {@code score} and, of those with a mask, {@code segmentation} as compressed runs.
   *
   * @throws io.github.diffusion4j.store.StoreException if the file cannot be written
   */
  public static void write(Path file, List<Detection> detections) {
    AtomicFiles.write(
        file,
        out -> {
          try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartArray();
            for (Detection detection : detections) {
              write(json, detection);
            }
            json.writeEndArray();
          }
        });
  }

  private static void write(JsonGenerator json, Detection detection) throws IOException {
    Box box = detection.box();
    json.writeStartObject();
    json.writeNumberField("image_id", detection.picture());
    json.writeNumberField("category_id", detection.category());
    json.writeFieldName("bbox");
    json.writeArray(new double[] {box.x0(), box.y0(), box.width(), box.height()}, 0, 4);
    json.writeNumberField("score", detection.score());
    if (detection.mask().isPresent()) {
      Mask mask = detection.mask().get();
      RunLengths runs = mask instanceof RunLengths same ? same : RunLengths.of(mask.pixels());
      json.writeObjectFieldStart("segmentation");
      json.writeFieldName("size");
      json.writeArray(new int[] {runs.height(), runs.width()}, 0, 2);
      json.writeStringField("counts", runs.encode());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
