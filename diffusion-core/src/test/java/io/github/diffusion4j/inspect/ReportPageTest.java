package io.github.diffusion4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
  @TempDir Path folder;

  private String page() {
    try (DataInspector inspector =
        DataInspector.at(folder.toString(), 32, InspectionProgress.NONE)) {
      return inspector.page(inspector.report());
    }
  }

  private static Document parsed(String page) throws Exception {
    String xml = page.replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static List<Image> images(Document document) throws Exception {
    NodeList nodes = document.getElementsByTagName("img");
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      String source = nodes.item(i).getAttributes().getNamedItem("src").getNodeValue();
      String data = "data:image/png;base64,";
      assertThat(source).startsWith(data);
      byte[] png = Base64.getDecoder().decode(source.substring(data.length()));
      images.add(ImageReader.read(png, "img", 1 << 24));
    }
    return images;
  }

  @Test
  void beginsWithTheVerdictAndShowsCopiesSideBySide() throws Exception {
    Image picture = TestPictures.blobs(200, 100, 1);
    TestPictures.write(folder.resolve("a/1.png"), picture);
    TestPictures.write(folder.resolve("a/2.png"), picture);
    TestPictures.write(folder.resolve("b/3.png"), TestPictures.mirrored(picture));
    TestPictures.write(folder.resolve("b/4.png"), TestPictures.blobs(16, 16, 2));
    TestPictures.write(folder.resolve("b/4.txt"), "a small one");
    TestPictures.write(folder.resolve("b/5.png"), TestPictures.flat(20, 20, 7));
    TestPictures.write(folder.resolve("b/6.png"), "broken");

    Document document = parsed(page());

    assertThat(texts(document, "h1")).containsExactly("Data in " + folder);
    List<String> headings = texts(document, "h2");
    assertThat(headings.get(0)).startsWith("Fit to train on once you have looked at");
    assertThat(headings)
        .contains(
            "A look at it",
            "Width to height",
            "Classes",
            "Exact copies",
            "Look-alikes",
            "Captions",
            "Of one colour",
            "Unreadable");
    List<Image> images = images(document);
    // The mosaic of five in 12 columns; two copies; and the first of them beside its mirror image.
    assertThat(images).hasSize(5);
    assertThat(images.get(0)).hasToString("332x68 RGB");
    assertThat(images.subList(1, 5)).allMatch(image -> image.toString().equals("64x32 RGB"));
    assertThat(images.get(1)).isEqualTo(images.get(2)).isEqualTo(images.get(3));
    assertThat(texts(document, "figcaption").toString()).contains("b/3.png", "mirrored");
    assertThat(texts(document, "td").toString()).contains("does not begin like a picture");
  }

  @Test
  void takesHostileNamesAndCaptionsForText() throws Exception {
    String hostile = "<script>alert(1)<\u200b& onload='x' %s %n \u202eabc";
    TestPictures.write(folder.resolve(hostile + "/a\"b.png"), TestPictures.blobs(40, 40, 1));
    TestPictures.write(folder.resolve(hostile + "/c.png"), TestPictures.blobs(40, 40, 1));
    TestPictures.write(folder.resolve("<img src=x>/d.png"), "broken");
    TestPictures.write(
        folder.resolve(hostile + "/a\"b.txt"), "</style><script>1</script>" + "x".repeat(60_000));
    TestPictures.write(
        folder.resolve(hostile + "/c.txt"), "</style><script>1</script>" + "x".repeat(60_000));

    String page = page();
    Document document = parsed(page);

    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("style").getLength()).isOne();
    assertThat(document.getElementsByTagName("img").getLength()).isEqualTo(3);
    assertThat(texts(document, "figcaption").toString()).contains("<script>alert(1)", "a\"b.png");
    assertThat(texts(document, "th").toString()).contains("<img src=x>");
    assertThat(page)
        .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("x".repeat(1000), "\u202e", "http://", "https://");
  }

  @Test
  void staysSmallWhateverIsInTheData() throws Exception {
    for (int i = 0; i < 150; i++) {
      Image picture = TestPictures.blobs(90, 90, i % 50);
      TestPictures.write(folder.resolve("class " + i + "/a.png"), picture);
      TestPictures.write(folder.resolve("broken/" + i + ".png"), "no");
    }
    String page = page();

    Document document = parsed(page);
    assertThat(images(document)).hasSize(1 + 16 * 3);
    assertThat(texts(document, "tr")).hasSize(50);
    assertThat(texts(document, "p").toString()).contains("and 34 more groups", "and 100 more");
    assertThat(page.length()).isLessThan(4_000_000);
  }
}
