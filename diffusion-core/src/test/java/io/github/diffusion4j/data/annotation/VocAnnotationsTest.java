package io.github.diffusion4j.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocAnnotationsTest {
  private static final String SIZE =
      "<size><width>20</width><height>10</height><depth>3</depth></size>";

  private static String object(String name, String box, String more) {
    String[] edges = box.split(" ");
    return "<object><name>%s</name>%s<bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object>"
        .formatted(name, more, edges[0], edges[1], edges[2], edges[3]);
  }

  private static PictureAnnotations read(List<String> classes, String... contents)
      throws AnnotationException {
    VocAnnotations annotations = new VocAnnotations();
    for (int i = 0; i < contents.length; i++) {
      add(annotations, i + ".png", "<annotation>" + contents[i] + "</annotation>");
    }
    return annotations.whole(classes);
  }

  private static void add(VocAnnotations to, String name, String xml) throws AnnotationException {
    to.add(name, xml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsObjects() throws AnnotationException {
    String part =
        "<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>";
    PictureAnnotations read =
        read(
            List.of(),
            SIZE
                + object(
                    "dog", "3 2 8 9", part + "<truncated>1</truncated><difficult>0</difficult>")
                + object(" cat ", "1.5 1 20 10", "<difficult>1</difficult>"),
            object("bird", "1 1 1 1", "") + SIZE);
    assertThat(read.classes()).containsExactly("bird", "cat", "dog");
    AnnotatedObject dog = read.pictures().get(0).objects().get(0);
    assertThat(dog.box()).isEqualTo(new Box(2, 1, 8, 9));
    assertThat(dog.label()).isEqualTo(2);
    assertThat(dog.flags()).isEqualTo(new AnnotatedObject.Flags(false, false, true));
    AnnotatedObject cat = read.pictures().get(0).objects().get(1);
    assertThat(cat.box()).isEqualTo(new Box(0.5, 0, 20, 10));
    assertThat(cat.flags()).isEqualTo(new AnnotatedObject.Flags(false, true, false));
    assertThat(read.pictures().get(1).objects().get(0).area()).isEqualTo(1);
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void countsWhatIsWrongWithAnObject() throws AnnotationException {
    PictureAnnotations read =
        read(
            List.of("dog"),
            SIZE
                + object("cat", "1 1 2 2", "")
                + object("dog", "5 5 2 2", "")
                + object("dog", "NaN 5 2 2", "")
                + object("dog", "21 1 25 5", "")
                + object("dog", "0 1 25 5", "")
                + object("", "1 1 2 2", "")
                + "<object/>");
    assertThat(read.classes()).containsExactly("dog");
    assertThat(read.findings())
        .containsExactly(
            "2 objects left out, their box is none (first: object 2 of 0.png)",
            "1 objects left out, their box is outside of the picture (first: object 4 of 0.png)",
            "1 boxes cut off at the edges of their pictures (first: object 5 of 0.png)",
            "2 objects left out, they have no class (first: object 6 of 0.png)",
            "1 objects left out, their class is not listed (first: cat)");
    assertThat(read.pictures().get(0).objects())
        .extracting(AnnotatedObject::box)
        .containsExactly(new Box(0, 0, 20, 5));
  }

  private static void assertRefused(String xml, String part) {
    assertThatThrownBy(() -> add(new VocAnnotations(), "a", xml))
        .isInstanceOf(AnnotationException.class)
        .hasMessageContaining(part);
  }

  @Test
  void refusesDocumentTypesAndWhatIsNoXml() {
    String body = "<annotation>" + SIZE + object("&e;", "1 1 2 2", "") + "</annotation>";
    assertRefused(
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + body,
        "it declares a document type");
    assertRefused("<!DOCTYPE a SYSTEM \"http://localhost:1/x.dtd\">" + body, "document type");
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
    }
    assertRefused(laughs + "]>" + body.replace("&e;", "&e29;"), "document type");
    assertRefused(body, "");
    assertRefused("", "it is no XML");
    assertRefused("<annotation>" + SIZE, "it is no XML");
    assertRefused("<a>".repeat(1_000), "nested more than 32 deep");
    assertRefused(" ".repeat(VocReader.MOST_BYTES + 1), "more than 4 MiB");
    assertRefused("<annotation/>", "not null x null");
    assertRefused("<annotation>" + SIZE.replace("20", "0") + "</annotation>", "not 0 x 10");
    assertRefused("<annotation>" + SIZE.replace("20", "1e9") + "</annotation>", "not 1e9 x 10");
  }
}
