package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.eval.replication.TopSimilarities;
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
        new Hostile(RandomPictures.of(3, "generated", 120).beginningWith(training, 40));
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
    assertThat(report.diagnostics())
        .extracting(Diagnostic::name)
        .hasSize(15)
        .contains(
            "FLD (Jiralerspong et al. 2023)",
            "correlation of top-1 cosine with the matched picture's entropy (Somepalli et al."
                + " 2023)",
            "share within tiled distance 0.15 of a training picture (Carlini et al. 2023)",
            "largest clique of one prompt or class within tiled distance 0.15 (Carlini et al."
                + " 2023)");
    assertThat(report.diagnostics())
        .allSatisfy(each -> assertThat(each.blindTo()).as(each.name()).isNotEmpty());
    assertThat(said).hasSize(3);
  }

  @Test
  void showsHowAlikeTrainingPicturesAre() {
    DatasetSimilarity similarity = report.similarity();
    assertThat(similarity.generated().counts()).hasSize(200);
    assertThat(Arrays.stream(similarity.generated().counts()).sum()).isEqualTo(120);
    assertThat(Arrays.stream(similarity.training().counts()).sum()).isEqualTo(150);
    // A third of the pictures are copies.
    assertThat(similarity.score()).isCloseTo(1, within(1e-12));
    assertThat(similarity.trainingScore()).isLessThan(1);
    assertThat(similarity.duplicates()).isZero();
    assertThat(ReportPage.of(report, sets, false, PROVENANCE))
        .contains("How alike to training pictures", ">95th percentile 1.0000</text>");
  }

  @Test
  void simplePicturesThatAreCopiedShow() {
    byte[] halves = new byte[16];
    Arrays.fill(halves, 0, 8, (byte) 255);
    assertThat(MatchedSimplicity.entropy(new Image(4, 4, 1, halves))).isCloseTo(1, within(1e-12));
    // Flat pictures are copied as they are, and textured ones are not.
    List<Image> flat = new ArrayList<>();
    List<Image> drawn = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] samples = new byte[256];
      Arrays.fill(samples, 0, 128, (byte) (10 * i));
      Arrays.fill(samples, 128 - i, 256, (byte) 200);
      flat.add(new Image(16, 16, 1, samples));
    }
    Dataset textured = RandomPictures.of(5, "textured", 20);
    Dataset fresh = RandomPictures.of(6, "fresh", 20);
    for (int i = 0; i < 20; i++) {
      drawn.add(flat.get(i));
      drawn.add(fresh.image(i));
    }
    List<Image> all = new ArrayList<>(flat);
    for (int i = 0; i < 20; i++) {
      all.add(textured.image(i));
    }
    List<Diagnostic> found =
        new MatchedSimplicity(described(new RandomPictures(all)))
            .of(described(new RandomPictures(drawn)), Optional.empty());
    assertThat(found).hasSize(2).allSatisfy(each -> assertThat(each.value()).isLessThan(-0.2));
  }

  private static Described described(Dataset pictures) {
    return Described.of(pictures, 1000, new PixelDescriptor(16, 1));
  }

  @Test
  void duplicatesDoNotMakeTrainingPicturesAlike() {
    Features training = RandomFeatures.of(1, "training", 50, 6);
    Features twice = training.with(training.range(0, 10));
    DatasetSimilarity similarity =
        DatasetSimilarity.of(RandomFeatures.of(2, "generated", 30, 6), twice).orElseThrow();
    assertThat(similarity.duplicates()).isEqualTo(10);
    assertThat(similarity.trainingScore())
        .isEqualTo(TopSimilarities.within(training).quantile(0.95));
    double[][] black = new double[3][6];
    assertThat(DatasetSimilarity.of(Features.of(RandomFeatures.RAW, black), training)).isEmpty();
  }

  @Test
  void evaluatesPicturesThatAreBlack() {
    List<Image> black = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      black.add(new Image(16, 16, 1, new byte[256]));
    }
    Dataset nothing = new RandomPictures(black);
    try (Engine engine = Engine.open()) {
      EvaluationReport dark =
          new Evaluation(
                  new TiledDetector(new PixelDescriptor(16, 1)),
                  Evaluation.pixels(16, 1),
                  new CheckSettings(0.05, 0.95, 0, 0.9, 40, false, 1),
                  engine,
                  line -> {})
              .run(new PictureSets(sets.training(), sets.heldOut(), nothing), "dark")
              .report();
      assertThat(dark.similarity()).isNull();
      assertThat(dark.replication().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(dark.diagnostics())
          .filteredOn(each -> each.name().contains("clique"))
          .extracting(Diagnostic::value)
          .containsExactly(40.0);
    }
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

  private record Hostile(Dataset pictures) implements Dataset {
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
