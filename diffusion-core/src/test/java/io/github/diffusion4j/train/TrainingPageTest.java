package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.train.MetricsLog.Point;
import io.github.diffusion4j.train.TrainingPage.Snapshot;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class TrainingPageTest {
  private static final String HOSTILE = "</style><script>alert('1')</script>\" onload=\"&\u0000";

  private final List<Point> points =
      LongStream.rangeClosed(1, 500)
          .mapToObj(i -> new Point(i, 5.0 / i, 1e-3, 1, 80, 2_000_000_000L, i * 9.0))
          .toList();

  @Test
  void showsTheNumbersOfTheRun() throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "1");
    facts.put("data", "shapes");

    String page = TrainingPage.render("Training of model", facts, points, List.of());

    Document document = parsed(page);
    assertThat(texts(document, "h1")).containsExactly("Training of model");
    assertThat(texts(document, "h2"))
        .containsExactly("Loss", "Learning rate", "Gradient norm", "Images a second", "The run");
    assertThat(texts(document, "b"))
        .containsExactly("500", "0.0101", "80", "1 h 15 min", "2,000 MB");
    assertThat(texts(document, "th")).containsExactly("seed", "data");
    assertThat(texts(document, "td")).containsExactly("1", "shapes");
    assertThat(page).contains("loss (log scale)").contains("prefers-color-scheme: dark");
  }

  @Test
  void showsSamplesInOrderWithTheirSteps() throws Exception {
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 1; i <= 45; i++) {
      snapshots.add(new Snapshot(i * 100L, new byte[] {(byte) i}));
    }

    Document few = parsed(TrainingPage.render("t", Map.of(), points, snapshots.subList(0, 2)));
    Document many = parsed(TrainingPage.render("t", Map.of(), points, snapshots));

    assertThat(texts(few, "figcaption")).containsExactly("step 100", "step 200");
    NodeList images = few.getElementsByTagName("img");
    assertThat(images.item(1).getAttributes().getNamedItem("src").getNodeValue())
        .isEqualTo("data:image/png;base64,Ag==");
    assertThat(texts(many, "figcaption")).hasSize(12).startsWith("step 100").endsWith("step 4,500");
    assertThat(texts(many, "p")).contains("12 of 45 shown.");
  }

  @Test
  void needsNothingElseAndRunsNothing() throws Exception {
    String page =
        TrainingPage.render(
            HOSTILE, Map.of(HOSTILE, HOSTILE), points, List.of(new Snapshot(1, new byte[9])));

    Document document = parsed(page);
    assertThat(page).doesNotContain("<script").doesNotContain("http:").doesNotContain("https:");
    for (String element : List.of("script", "iframe", "object", "base", "a")) {
      assertThat(document.getElementsByTagName(element).getLength()).as(element).isZero();
    }
    // The empty icon, without which a browser asks for one.
    assertThat(page).containsOnlyOnce("<link").contains("<link rel=\"icon\" href=\"data:,\"/>");
    assertThat(texts(document, "td")).containsExactly(HOSTILE.replace('\u0000', '\ufffd'));
    assertThat(texts(document, "title")).containsExactly(HOSTILE.replace('\u0000', '\ufffd'));
  }

  @Test
  void hasAPageBeforeTheFirstStepAndForStepsThatFailed() throws Exception {
    assertThat(texts(parsed(TrainingPage.render("t", Map.of(), List.of(), List.of())), "p"))
        .contains("No step was trained yet.");
    List<Point> skipped = List.of(new Point(1, Double.NaN, 1e-3, Double.NaN, Double.NaN, 0, 0.2));

    Document document = parsed(TrainingPage.render("t", Map.of(), skipped, List.of()));

    assertThat(texts(document, "b")).containsExactly("1", "-", "-", "0 s", "0 MB");
    assertThat(texts(document, "p").toString()).contains("not finite");
  }

  @Test
  void writesTheFile(@TempDir Path folder) {
    Path file = folder.resolve("training.html");

    TrainingPage.write(file, "Blüten", Map.of(), points, List.of());

    assertThat(file)
        .content()
        .isEqualTo(TrainingPage.render("Blüten", Map.of(), points, List.of()));
  }

  /** The page is written so that an XML parser reads it too: whatever escaped would not parse. */
  private static Document parsed(String page) throws Exception {
    assertThat(page).startsWith("<!DOCTYPE html>\n");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<String> texts(Document document, String element) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
