package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation of a model that copies, its file and its page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {
  private static final String HOSTILE = "<script>alert('&\"')</script>";

  private static final Provenance PROVENANCE =
      Provenance.here(
          "1.0", List.of(new Provenance.Command("Command", List.of("diffusion", HOSTILE))));

  private final List<String> said = new ArrayList<>();
  private PictureSets sets;
  private EvaluationReport report;

  @BeforeAll
  void evaluate() {
    Dataset training = RandomPictures.of(1, "training", 150);
    Dataset generated =
        new Described(RandomPictures.of(3, "generated", 120).beginningWith(training, 40));
    sets = new PictureSets(training, Optional.of(RandomPictures.of(2, "held-out", 120)), generated);
    try (Engine engine = Engine.open()) {
      report =
          new Evaluation(
                  new TiledDetector(new PixelDescriptor(16, 1)),
                  Evaluation.pixels(16, 1),
                  new CheckSettings(0.05, 0.95, 0, 0.9, 40, false, 1),
                  engine,
                  said::add)
              .run(sets, "fingerprint")
              .report();
    }
  }

  @Test
  void measuresCopiesQualityAndDiagnostics() {
    assertThat(report.replication().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.replication().copies()).isGreaterThanOrEqualTo(40);
    assertThat(report.quality())
        .extracting(metric -> metric.name() + " " + metric.against())
        .contains("fd-pixels-120 held-out", "recall-pixels-120 training");
    assertThat(report.quality())
        .allSatisfy(
            metric ->
                assertThat(metric.interval().estimate())
                    .isBetween(metric.interval().lower(), metric.interval().upper()));
    assertThat(report.diagnostics()).hasSizeGreaterThan(6);
    assertThat(said).hasSize(3);
  }

  @Test
  void theFileHoldsAllAndTheSameMeasurementGivesTheSameText(@TempDir Path folder) throws Exception {
    ReportFile.write(folder.resolve("a.json"), report);
    EvaluationReport read = ReportFile.read(folder.resolve("a.json"));
    ReportFile.write(folder.resolve("b.json"), read);

    assertThat(folder.resolve("b.json")).hasSameBinaryContentAs(folder.resolve("a.json"));
    assertThat(read.replication().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(read.replication().findings()).isEqualTo(report.replication().findings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"format\": \"diffusion4j-evaluation-2\"}",
        "{\"format\": \"diffusion4j-evaluation-1\"}",
        "{\"format\": \"diffusion4j-evaluation-1\", \"verdict\": \"PASS\"}"
      })
  void refusesWhatIsNoReport(String text, @TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("report.json"), text);

    assertThatThrownBy(() -> ReportFile.read(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("evaluate");
  }

  @Test
  void refusesAReportThatIsCutOff(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.json");
    ReportFile.write(file, report);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += whole.length / 50) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(EvaluationException.class);
    }
  }

  @Test
  void refusesNumbersThatAreNone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.json");
    ReportFile.write(file, report);
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceFirst("\"similarity\" : [0-9.]+", "\"similarity\" : \"NaN\""));

    assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void saysThatThereIsNoReport(@TempDir Path folder) {
    assertThatThrownBy(() -> ReportFile.read(folder.resolve("none.json")))
        .hasMessageContaining("there is no report");
  }

  @Test
  void thePageIsWellFormedAndEscapesWhatItShows() throws Exception {
    String page = ReportPage.of(report, sets, false, PROVENANCE);

    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    assertThat(page).contains("<h2>FAILED</h2>").doesNotContain("<script>alert");
    assertThat(page.split("their difference", -1))
        .hasSize(report.replication().findings().size() + 1);
  }

  @Test
  void aRedactedPageDoesNotShowTrainingPictures() {
    String shown = ReportPage.of(report, sets, false, PROVENANCE);
    String redacted = ReportPage.of(report, sets, true, PROVENANCE);

    assertThat(redacted)
        .doesNotContain("their difference", "class=\"tiles\"", "differs most")
        .contains("made unrecognisable");
    assertThat(picture(redacted, "training picture"))
        .isNotEqualTo(picture(shown, "training picture"));
    assertThat(picture(redacted, "generated picture"))
        .isEqualTo(picture(shown, "generated picture"));
  }

  private static String picture(String page, String alt) {
    int from = page.indexOf("alt=\"" + alt);
    return page.substring(from, page.indexOf("/>", from));
  }

  private record Described(Dataset pictures) implements Dataset {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public Image image(int index) {
      return pictures.image(index);
    }

    @Override
    public String description() {
      return HOSTILE;
    }
  }
}
