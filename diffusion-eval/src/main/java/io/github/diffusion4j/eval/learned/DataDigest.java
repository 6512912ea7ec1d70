package io.github.diffusion4j.eval.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDigest;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What tells data and settings from others: the pixels themselves, not the files they came in. */
final class DataDigest {
  private DataDigest() {}

  /** Returns a digest of each picture, the same for a picture and its mirror image. */
  static List<String> upToMirroring(Dataset data) {
    return each(data)
        .mapToObj(
            i -> {
              Image picture = data.image(i);
              String one = PixelDigest.of(picture);
              String other = PixelDigest.of(picture.mirrored());
              return one.compareTo(other) < 0 ? one : other;
            })
        .toList();
  }

  /** Returns the digest of all pictures and labels in their order. */
  static String of(Dataset data) {
    List<String> pictures =
        each(data).mapToObj(i -> PixelDigest.of(data.image(i)) + " " + data.label(i)).toList();
    return ofJson(Map.of("pictures", pictures, "classes", data.classes()));
  }

  private static IntStream each(Dataset data) {
    return IntStream.range(0, data.size()).parallel();
  }

  /** Returns the digest of named values. */
  static String ofJson(Map<String, Object> values) {
    try {
      return Digests.sha256(
          Json.mapper().writeValueAsString(values).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
