package io.github.diffusion4j.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.data.annotation.CocoResults.Detection;
import io.github.diffusion4j.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoResultsTest {
  private static final Box BOX = new Box(1.5, 2, 4, 6);

  @TempDir Path folder;

  @Test
  void writesWhatCocoTakes() throws IOException {
    Path file = folder.resolve("results.json");
    Mask mask = Polygons.of(10, 9, List.of(new float[] {1, 2, 4, 2, 4, 6, 1, 6}));
    CocoResults.write(
        file,
        List.of(
            new Detection(50, 90, BOX, 0.25, Optional.empty()),
            new Detection(51, 3, BOX, -1, Optional.of(mask))));
    JsonNode found = Json.mapper().readTree(file.toFile());
    assertThat(found.get(0))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    "{\"image_id\": 50, \"category_id\": 90, \"bbox\": [1.5, 2.0, 2.5, 4.0],"
                        + " \"score\": 0.25}"));
    JsonNode segmentation = found.get(1).get("segmentation");
    assertThat(segmentation.get("size").toString()).isEqualTo("[9,10]");
    assertThat(RunLengths.decode(10, 9, segmentation.get("counts").textValue()).pixels())
        .isEqualTo(mask.pixels());
  }

  @Test
  void isReadAsAnnotations() throws IOException {
    Path file = folder.resolve("results.json");
    RunLengths mask = RunLengths.of(10, 9, 6, 1, 40, 4, 5, 4, 5, 4, 21);
    CocoResults.write(file, List.of(new Detection(50, 90, BOX, 1, Optional.of(mask))));
    String whole =
        "{\"images\": [{\"id\": 50, \"file_name\": \"a\", \"width\": 10, \"height\": 9}],"
            + " \"categories\": [{\"id\": 90, \"name\": \"z\"}, {\"id\": 4, \"name\": \"y\"}],"
            + " \"annotations\": "
            + Files.readString(file)
            + "}";
    PictureAnnotations read =
        CocoReader.read(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)));
    assertThat(read.ids()).containsExactly(4L, 90L);
    AnnotatedObject object = read.pictures().get(0).objects().get(0);
    assertThat(object.box()).isEqualTo(BOX);
    assertThat(object.mask()).contains(mask);
    assertThat(read.ids().get(object.label())).isEqualTo(90);
  }

  @Test
  void scoresAreFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Detection(1, 1, BOX, Double.NaN, Optional.empty()))
        .withMessageContaining("NaN");
  }
}
