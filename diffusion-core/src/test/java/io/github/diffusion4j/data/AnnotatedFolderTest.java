package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.annotation.AnnotatedObject;
import io.github.diffusion4j.data.annotation.AnnotatedPicture;
import io.github.diffusion4j.data.annotation.Box;
import io.github.diffusion4j.image.Fit;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedFolderTest {
  @TempDir Path folder;

  private void file(String name, byte[] bytes) {
    TestFiles.write(folder.resolve(name), bytes);
  }

  private void file(String name, String text) {
    file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Dataset open(Path path) {
    return Datasets.open(new DataSpec(path.toString(), 8, 0, Fit.CROP, Unreadable.Policy.SKIP));
  }

  private static String coco(String... names) {
    StringBuilder images = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      images.append(i == 0 ? "" : ", ");
      images.append(
          "{\"id\": %d, \"file_name\": \"%s\", \"width\": 16, \"height\": 8}"
              .formatted(i + 1, names[i]));
    }
    return "{\"images\": ["
        + images
        + "], \"categories\": [{\"id\": 7, \"name\": \"b\"}, {\"id\": 5, \"name\": \"a\"}],"
        + " \"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 7,"
        + " \"bbox\": [6, 2, 20, 4], \"segmentation\": [[6, 2, 16, 2, 16, 6, 6, 6]]}]}";
  }

  @Test
  void readsCoco() {
    file("train2017/1.png", TestFiles.grey(16, 8, 1));
    file("train2017/2.png", TestFiles.grey(16, 8, 2));
    file("train2017/none.png", TestFiles.grey(16, 8, 3));
    file("annotations/instances_train2017.json", coco("1.png", "2.png"));
    file("annotations/instances_val2017.json", coco("9.png"));
    Dataset data = open(folder);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.classes()).isEmpty();
    assertThat(data.label(0)).isEqualTo(-1);
    assertThat(data.objectClasses()).containsExactly("a", "b");
    AnnotatedPicture picture = data.annotated(0).orElseThrow();
    // The middle of 16 columns begins at 4.
    assertThat(picture.objects())
        .extracting(AnnotatedObject::box)
        .containsExactly(new Box(2, 2, 8, 6));
    assertThat(picture.objects().get(0).mask().orElseThrow().pixels().area()).isEqualTo(24);
    assertThat(data.annotated(1).orElseThrow().objects()).isEmpty();
    assertThat(data.notes()).singleElement().asString().contains("1 boxes cut off");
    assertThat(data.unreadable()).isEmpty();
    Inspection inspection = Inspection.of(folder.toString());
    assertThat(inspection.kind()).startsWith("COCO annotations, 1 objects of 2 classes; 1 boxes");
    assertThat(inspection.pictures()).isEqualTo(2);
    assertThat(inspection.ignored()).isEqualTo(1);
    assertThat(open(folder.resolve("annotations/instances_train2017.json")).manifest())
        .isEqualTo(data.manifest())
        .isEqualTo(Datasets.manifest(DataSpec.of(folder.toString(), 8)));
  }

  @Test
  void viewsKeepTheObjects() {
    file("images/1.png", TestFiles.grey(16, 8, 1));
    file("images/2.png", TestFiles.grey(16, 8, 2));
    file("annotations/instances_x.json", coco("1.png", "2.png"));
    Dataset data = open(folder);
    Dataset turned = data.subset(1, 0);
    assertThat(turned.annotated(1)).isEqualTo(data.annotated(0));
    assertThat(turned.objectClasses()).isEqualTo(data.objectClasses());
    assertThat(Datasets.shrunken(data, 4).annotated(0).orElseThrow().objects().get(0).box())
        .isEqualTo(new Box(1, 1, 4, 3));
    assertThat(data.concat(turned).annotated(3)).isEqualTo(data.annotated(0));
    Dataset shapes = Datasets.open(new DataSpec("shapes", 8, 1, Fit.CROP, Unreadable.Policy.SKIP));
    assertThat(shapes.annotated(0)).isEmpty();
    assertThat(shapes.concat(data).annotated(shapes.size())).isEqualTo(data.annotated(0));
  }

  @Test
  void cachedAndHeldOutPicturesKeepTheirObjects(@TempDir Path cache) {
    String[] names = new String[40];
    for (int i = 0; i < names.length; i++) {
      names[i] = (i * 7 % 40) + ".png";
      file("images/" + names[i], i == 5 ? new byte[3] : TestFiles.grey(16, 8, i));
    }
    file("annotations/instances_x.json", coco(names));
    for (int run = 0; run < 2; run++) {
      DataSpec spec =
          new DataSpec(
              folder.toString(), 8, 0, Fit.CROP, Unreadable.Policy.SKIP, 0.3, cache.toString());
      Dataset training = Datasets.open(spec);
      Dataset heldOut = Datasets.heldOut(spec);
      assertThat(training.size() + heldOut.size()).isEqualTo(39);
      for (Dataset side : new Dataset[] {training, heldOut}) {
        for (int i = 0; i < side.size(); i++) {
          // The level of a picture is its place in the file, from which its number follows.
          int level = side.image(i).sample(0, 0, 0);
          AnnotatedPicture picture = side.annotated(i).orElseThrow();
          assertThat(picture.id()).isEqualTo(level + 1);
          assertThat(picture.name()).isEqualTo(names[level]);
          assertThat(picture.objects()).hasSize(level == 0 ? 1 : 0);
        }
      }
    }
  }

  @Test
  void manifestCoversAnnotations() {
    file("images/1.png", TestFiles.grey(16, 8, 1));
    file("annotations/instances_x.json", coco("1.png"));
    String before = open(folder).manifest().digest();
    file("annotations/instances_x.json", coco("1.png").replace("20, 4]", "5, 4]"));
    assertThat(open(folder).manifest().digest()).isNotEqualTo(before);
  }

  @Test
  void listsPicturesThatAreNotThere(@TempDir Path elsewhere) throws IOException {
    Path secret = TestFiles.write(elsewhere.resolve("s.png"), TestFiles.grey(16, 8, 9));
    file("images/1.png", TestFiles.grey(16, 8, 1));
    file("images/small.png", TestFiles.grey(8, 8, 1));
    file("x.png", TestFiles.grey(16, 8, 1));
    Files.createSymbolicLink(folder.resolve("images/link.png"), secret);
    String[] names = {
      "1.png", "gone.png", "../x.png", secret.toString(), "1.png", "link.png", "small.png", "a.txt"
    };
    file("annotations/instances_x.json", coco(names));
    Dataset data = open(folder);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable())
        .extracting(fault -> fault.name() + " " + fault.kind())
        .containsExactlyInAnyOrder(
            "gone.png missing",
            "../x.png name",
            secret + " name",
            "1.png duplicate",
            "link.png link",
            "a.txt missing",
            "small.png corrupt");
    assertThat(data.unreadable().toString())
        .contains("it is 8x8, but its annotations are for 16x8");
  }

  @Test
  void saysWhichFileOfCocoCannotBeUsed() {
    file("annotations/instances_a.json", "{}");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("instances_a.json cannot be used: it is to be an object");
    file("annotations/instances_b.json", "{}");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("several files of COCO annotations; give one of them");
  }

  private static String voc(String... objects) {
    return "<annotation><filename>../../x</filename><size><width>16</width><height>8</height></size>"
        + String.join("", objects)
        + "</annotation>";
  }

  private static String object(String name, int x0, int y0, int x1, int y1) {
    return "<object><name>%s</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>"
        .formatted(name, x0, y0, x1, y1);
  }

  /** The left half has number 1, the right half 2, the last column is void. */
  private static byte[] segmentation(int width) throws IOException {
    byte[] colours = new byte[256];
    for (int i = 0; i < 256; i++) {
      colours[i] = (byte) (i * 37);
    }
    BufferedImage image =
        new BufferedImage(
            width,
            8,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 256, colours, colours, colours));
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, x == width - 1 ? 255 : x < width / 2 ? 1 : 2);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }

  private static List<Integer> areas(AnnotatedPicture picture) {
    return picture.objects().stream()
        .map(object -> object.mask().map(mask -> mask.pixels().area()).orElse(-1))
        .toList();
  }

  @Test
  void readsVoc() throws IOException {
    file("JPEGImages/1.png", TestFiles.grey(16, 8, 1));
    file("JPEGImages/2.png", TestFiles.grey(16, 8, 2));
    file("JPEGImages/3.png", TestFiles.grey(16, 8, 3));
    // The first object has no box, but its number is taken.
    file("Annotations/1.xml", voc(object("dog", 9, 9, 1, 1), object("cat", 9, 1, 16, 8)));
    file("Annotations/2.xml", voc(object("ant", 1, 1, 16, 8)));
    file("SegmentationObject/1.png", segmentation(16));
    Dataset data = open(folder);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.objectClasses()).containsExactly("ant", "cat");
    AnnotatedPicture picture = data.annotated(0).orElseThrow();
    assertThat(picture.objects())
        .extracting(AnnotatedObject::box)
        .containsExactly(new Box(4, 0, 8, 8));
    assertThat(areas(picture)).containsExactly(32);
    assertThat(areas(data.annotated(1).orElseThrow())).containsExactly(-1);
    assertThat(data.manifest().entries())
        .extracting(DataManifest.Entry::name)
        .containsExactly(
            "1.png", "2.png", "Annotations/1.xml", "Annotations/2.xml", "SegmentationObject/1.png");
    assertThat(Inspection.of(folder.toString()).kind())
        .startsWith("Pascal VOC annotations, 2 objects of 2 classes; 1 objects left out");
    file("SegmentationObject/1.png", segmentation(14));
    assertThatThrownBy(() -> open(folder).annotated(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the segmentation is 14x8, its picture 16x8");
  }

  @Test
  void looksIntoFoldersAroundIt() throws IOException {
    file("VOCdevkit/VOC2012/JPEGImages/1.png", TestFiles.grey(16, 8, 1));
    file("VOCdevkit/VOC2012/Annotations/1.xml", voc(object("b", 1, 1, 16, 8)));
    file(".hidden", "x");
    assertThat(open(folder).objectClasses()).containsExactly("b");
    Files.createSymbolicLink(folder.resolve("VOCdevkit/link"), folder);
    assertThat(open(folder).objectClasses()).isEmpty();
  }

  @Test
  void readsListsAndClassesOfVoc() throws IOException {
    for (String name : List.of("1", "2", "3")) {
      file("JPEGImages/" + name + ".png", TestFiles.grey(16, 8, 1));
      file("Annotations/" + name + ".xml", voc(object("b", 1, 1, 16, 8)));
    }
    file("Annotations/3.xml", "<!DOCTYPE a>" + voc());
    file("ImageSets/Main/train.txt", "2\n3\n../../1\ngone\n");
    file("ImageSets/Main/b_val.txt", "1  1\n2 -1\n3  0\n");
    file("classes.txt", "a\nb\n");
    file("SegmentationClass/2.png", segmentation(16));
    Dataset data = open(folder);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.objectClasses()).containsExactly("a", "b");
    assertThat(areas(data.annotated(0).orElseThrow())).containsExactly(32);
    assertThat(data.unreadable())
        .extracting(fault -> fault.name() + " " + fault.kind())
        .containsExactlyInAnyOrder(
            "../../1 missing", "gone missing", "Annotations/3.xml annotation");
    Dataset listed = open(folder.resolve("ImageSets/Main/b_val.txt"));
    assertThat(listed.annotated(0).orElseThrow().name()).isEqualTo("1.png");
    assertThat(listed.size()).isEqualTo(1);
  }
}
