package io.github.diffusion4j.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoReaderTest {
  private static final String IMAGES =
      "{\"id\": 50, \"file_name\": \"a.png\", \"width\": 10, \"height\": 9, \"license\": [{}]}";
  private static final String CATEGORIES =
      "{\"id\": 90, \"name\": \"zebra\"}, {\"id\": 3, \"name\": \"ant\", \"supercategory\": \"x\"}";

  private static PictureAnnotations read(String text) throws IOException {
    return CocoReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String file(String images, String categories, String annotations) {
    return "{\"annotations\": [%s], \"info\": {\"a\": [1]}, \"images\": [%s], \"categories\": [%s]}"
        .formatted(annotations, images, categories);
  }

  private static String file(String annotations) {
    return file(IMAGES, CATEGORIES, annotations);
  }

  private static String object(int id, String more) {
    return "{\"id\": " + id + ", \"image_id\": 50, \"category_id\": 90, " + more + "}";
  }

  @Test
  void readsObjects() throws IOException {
    PictureAnnotations read =
        read(
            file(
                object(
                        1,
                        "\"bbox\": [1, 2, 3.5, 4], \"area\": 11.5, \"iscrowd\": 0,"
                            + " \"segmentation\": [[1, 2, 4, 2, 4, 6, 1, 6], [5, 5, 6, 5, 6, 6]]")
                    + ", "
                    + object(
                        2,
                        "\"bbox\": [0, 0, 10, 9], \"iscrowd\": 1, \"segmentation\":"
                            + " {\"counts\": [6, 1, 40, 4, 5, 4, 5, 4, 21], \"size\": [9, 10]}")
                    + ", "
                    + object(
                        3,
                        "\"bbox\": [0, 0, 10, 9], \"segmentation\":"
                            + " {\"size\": [9, 10], \"counts\": \"61X13mN000`0\"}")
                    + ", {\"id\": 4, \"image_id\": 50, \"category_id\": 3, \"bbox\": [0, 0, 2, 2],"
                    + " \"segmentation\": []}"));
    assertThat(read.classes()).containsExactly("ant", "zebra");
    assertThat(read.findings()).isEmpty();
    AnnotatedPicture picture = read.pictures().get(0);
    assertThat(picture.id()).isEqualTo(50);
    assertThat(picture.objects()).extracting(AnnotatedObject::label).containsExactly(1, 1, 1, 0);
    AnnotatedObject first = picture.objects().get(0);
    assertThat(first.className()).isEqualTo("zebra");
    assertThat(first.box()).isEqualTo(new Box(1, 2, 4.5, 6));
    assertThat(first.area()).isEqualTo(11.5);
    // 3 * 4, and a triangle whose hypotenuse runs through the centre of its one pixel.
    assertThat(first.mask().orElseThrow().pixels().area()).isBetween(12, 13);
    AnnotatedObject crowd = picture.objects().get(1);
    assertThat(crowd.flags().crowd()).isTrue();
    assertThat(crowd.area()).isEqualTo(90);
    assertThat(crowd.mask()).isEqualTo(picture.objects().get(2).mask());
    assertThat(picture.objects().get(3).mask()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'bbox': [1, 2, -3, 4] | objects left out, their box is none",
        "'bbox': [1, NaN, 3, 4] | objects left out, their box is none",
        "'bbox': [1, 2, 1e999, 4] | objects left out, their box is none",
        "'bbox': [1, 2, 3] | objects left out, their box is none",
        "'bbox': [1, 2, 3, '4'] | objects left out, their box is none",
        "'bbox': {} | objects left out, their box is none",
        "'iscrowd': 0 | objects left out, their box is none",
        "'bbox': [20, 2, 3, 4] | objects left out, their box is outside of the picture",
        "'bbox': [-2, 2, 3, 4] | boxes cut off at the edges of their pictures",
        "'bbox': [1,2,3,4], 'segmentation': [[1,2,3]] | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': [[1,2,3,4,NaN,6]] | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': [5] | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': 'x' | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': {'size':[9,10],'counts':[1,2]} | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': {'size':[9,10],'counts':[-1,91]} | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': {'size':[10,9],'counts':[90]} | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': {'size':[9e9,1],'counts':'0'} | masks left away",
        "'bbox': [1,2,3,4], 'segmentation': {'counts':[90]} | masks left away",
      },
      quoteCharacter = '`')
  void countsWhatIsWrongWithAnObject(String fields, String finding) throws IOException {
    PictureAnnotations read = read(file(object(8, fields.replace('\'', '"'))));
    assertThat(read.findings()).hasSize(1);
    assertThat(read.findings().get(0))
        .startsWith("1 " + finding)
        .endsWith("(first: annotation 8 of picture 50)");
    assertThat(read.pictures().get(0).objects()).hasSize(finding.startsWith("objects") ? 0 : 1);
  }

  @Test
  void countsObjectsThatBelongNowhere() throws IOException {
    String box = "\"bbox\": [1, 1, 2, 2]}";
    PictureAnnotations read =
        read(
            file(
                "{\"id\": 1, \"image_id\": 51, \"category_id\": 90, "
                    + box
                    + ", {\"id\": 2, \"image_id\": 50, \"category_id\": 4, "
                    + box
                    + ", {\"id\": 3, \"image_id\": 50, \"category_id\": 3, "
                    + box
                    + ", {\"id\": 3, \"image_id\": 50, \"category_id\": 3, "
                    + box
                    + ", {\"id\": 5}"));
    assertThat(read.findings())
        .containsExactly(
            "2 objects left out, their picture is not listed (first: annotation 1 of picture 51)",
            "1 objects left out, their category is not listed (first: annotation 2 of picture 50,"
                + " category 4)",
            "1 objects left out, their id came before (first: annotation 3 of picture 50)");
    assertThat(read.pictures().get(0).objects()).hasSize(1);
  }

  private static void assertRefused(String text, String part) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AnnotationException.class)
        .hasMessageContaining(part);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused("", "it is to be an object with the lists");
    assertRefused("[]", "it is to be an object with the lists");
    assertRefused("{\"images\": []}", "it is to be an object with the lists");
    assertRefused("{\"images\": {}}", "it is to be an object with the lists");
    assertRefused("{\"images\": [1]}", "its list \"images\" is to hold objects alone");
    assertRefused("{\"images\": [", "it is no JSON");
    assertRefused("[".repeat(100_000), "it is to be");
    assertRefused("{\"a\": " + "[".repeat(100_000), "it is no JSON");
    assertRefused(file(IMAGES + "," + IMAGES, CATEGORIES, ""), "two pictures have the id 50");
    assertRefused(file(IMAGES, CATEGORIES + "," + CATEGORIES, ""), "two categories have the id 90");
    assertRefused(file(IMAGES, "{\"id\": \"1\", \"name\": \"a\"}", ""), "a category has a number");
    assertRefused(file("{\"id\": 1}", CATEGORIES, ""), "a picture has a number as its id");
    assertRefused(
        file(IMAGES.replace("\"width\": 10", "\"width\": -10"), CATEGORIES, ""),
        "not -10 x 9 (picture 50)");
    assertRefused(
        file(IMAGES.replace("\"width\": 10", "\"width\": 9999999999"), CATEGORIES, ""),
        "not 9999999999 x 9");
  }

  @Test
  void takesNoMoreIntoMemoryThanAllowed() {
    byte[] file =
        file(object(1, "\"segmentation\": [[1, 2, 4, 2, 4, 6, 1, 6]]"))
            .getBytes(StandardCharsets.UTF_8);
    CocoLimits[] limits = {
      new CocoLimits(0, 9, 9, 9, 9), new CocoLimits(9, 0, 9, 9, 9),
      new CocoLimits(9, 9, 1, 9, 9), new CocoLimits(9, 9, 9, 7, 9)
    };
    for (CocoLimits limit : limits) {
      assertThatThrownBy(() -> CocoReader.read(new ByteArrayInputStream(file), limit))
          .isInstanceOf(AnnotationException.class)
          .hasMessageContaining("the most that are read; split it");
    }
  }

  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    String good = file(object(1, "\"bbox\": [1, 2, 3, 4], \"segmentation\": [[1, 2, 4, 2, 4, 6]]"));
    SplittableRandom random = new SplittableRandom(5);
    int refusals = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] file = good.getBytes(StandardCharsets.UTF_8);
      file[random.nextInt(file.length)] = (byte) random.nextInt(32, 127);
      try {
        CocoReader.read(
            new ByteArrayInputStream(file, 0, random.nextInt(file.length / 2, file.length + 1)));
      } catch (AnnotationException refused) {
        refusals++;
      }
    }
    assertThat(refusals).isPositive();
  }
}
