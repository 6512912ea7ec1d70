package io.github.diffusion4j.eval.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.CaptionedShapes;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One small network is trained on the built-in shapes; every test looks at it. */
class CopyNetworkTrainingTest {
  private static final int SIDE = 24;
  private static final Dataset SHAPES = CaptionedShapes.training(SIDE, 3);
  private static final Dataset TRAINING = shapes(0, 400);
  private static final Dataset HELD_OUT = shapes(400, 800);
  private static final List<Image> UNSEEN =
      IntStream.range(5000, 5100).mapToObj(SHAPES::image).toList();

  @TempDir private static Path cache;
  private static Engine engine;
  private static CopyNetwork trained;
  private static final List<Double> LOSSES = new ArrayList<>();

  private static Dataset shapes(int from, int to) {
    return SHAPES.subset(IntStream.range(from, to).toArray());
  }

  /** Less than usual, as there is little time to learn it. */
  private static final CopyAugmentation MILD =
      new CopyAugmentation(0.8, 0.5, 0, 0, 0, 1, 0.3, 0.3, 0.8, 0, 0, 0, 0.1, 0);

  private static CopyNetworkSettings settings(int steps) {
    CopyNetworkSettings standard = CopyNetworkSettings.standard();
    return new CopyNetworkSettings(
        SIDE,
        List.of(16, 32, 48),
        1,
        32,
        steps,
        null,
        32,
        0.1,
        standard.entropyWeight(),
        4e-3,
        standard.weightDecay(),
        MILD,
        5);
  }

  private static CopyNetworkTraining training(int steps, Path into, List<Double> losses) {
    return new CopyNetworkTraining(
        engine, settings(steps), into, (step, of, loss) -> losses.add(loss));
  }

  @BeforeAll
  static void train() {
    engine = Engine.open();
    trained = training(400, cache, LOSSES).onTrainingAndHeldOut(TRAINING, HELD_OUT);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Path folder() throws IOException {
    try (var folders = Files.list(cache)) {
      return folders.findFirst().orElseThrow();
    }
  }

  @Test
  void theLossFalls() {
    assertThat(LOSSES).hasSize(400);
    assertThat(mean(LOSSES.subList(390, 400))).isLessThan(mean(LOSSES.subList(0, 10)) - 1);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void copiesOfPicturesThatItNeverSawAreFound() {
    List<Manipulation> kinds = SelfTestTest.kinds("flip", "crop");
    SelfTest learned = SelfTest.of(trained, UNSEEN, kinds);
    SelfTest pixels = SelfTest.of(new PixelDescriptor(SIDE, 3), UNSEEN, kinds);
    for (int i = 0; i < kinds.size(); i++) {
      // By chance one of a hundred is first.
      assertThat(learned.figures().get(i).first())
          .as("%s against %s", learned, pixels)
          .isGreaterThan(0.2)
          .isGreaterThan(pixels.figures().get(i).first());
      assertThat(learned.figures().get(i).behind()).isGreaterThan(0.9);
    }
  }

  @Test
  void rowsHaveLengthOneInAnyCompany() {
    Features together = trained.describe(UNSEEN);
    assertThat(together.dimensions()).isEqualTo(32);
    for (int i = 0; i < 5; i++) {
      assertThat(together.dot(i, together, i)).isCloseTo(1, within(1e-5));
      assertThat(trained.describe(UNSEEN.get(i))).containsExactly(together.row(i), within(1e-5));
    }
    Image flat = new Image(3, 50, 1, new byte[150]);
    assertThat(trained.describe(flat)).hasSize(32);
  }

  @Test
  void threadsDescribeAlike() {
    Features alone = trained.describe(UNSEEN);
    List<Features> all =
        IntStream.range(0, 4).parallel().mapToObj(i -> trained.describe(UNSEEN)).toList();
    for (Features each : all) {
      for (int row = 0; row < each.size(); row++) {
        assertThat(each.row(row)).containsExactly(alone.row(row), within(1e-6));
      }
    }
  }

  @Test
  void isNotTrainedAgainAndComesBackFromItsFolder() throws IOException {
    List<Double> again = new ArrayList<>();
    CopyNetwork cached = training(400, cache, again).onTrainingAndHeldOut(TRAINING, HELD_OUT);
    assertThat(again).isEmpty();
    assertThat(cached.identity()).isEqualTo(trained.identity());
    assertThat(cached.manifest()).isEqualTo(trained.manifest());
    assertThat(cached.describe(UNSEEN.get(0))).isEqualTo(trained.describe(UNSEEN.get(0)));
    CopyNetwork loaded = CopyNetwork.load(folder(), engine);
    assertThat(loaded.describe(UNSEEN.get(0))).isEqualTo(trained.describe(UNSEEN.get(0)));
    assertThat(trained.identity().toString())
        .contains("copy-network, weights " + trained.manifest().weightsDigest())
        .contains("24x24 RGB, whole, bicubic");
  }

  @Test
  void theManifestSaysWhatItWasTrainedOn() {
    CopyNetworkManifest manifest = trained.manifest();
    assertThat(manifest.pictures() + manifest.duplicates() + manifest.selfTest().pictures())
        .isEqualTo(800);
    assertThat(manifest.steps()).isEqualTo(400);
    assertThat(manifest.dataDescription()).contains("; and ");
    assertThat(manifest.selfTest().figures())
        .extracting(SelfTest.Figure::kind)
        .containsExactlyInAnyOrderElementsOf(CopyNetwork.SEES);
    assertThat(manifest.loss()).isLessThan(LOSSES.get(0));
  }

  @Test
  void oneSeedGivesOneNetworkAndAnotherAnother() {
    List<float[]> weights = weights(settings(3));
    assertThat(weights(settings(3))).usingRecursiveComparison().isEqualTo(weights);
    assertThat(weights(settings(3).withSeed(6))).usingRecursiveComparison().isNotEqualTo(weights);
  }

  private static List<float[]> weights(CopyNetworkSettings settings) {
    return run(settings).network().parameters().byName().values().stream()
        .map(Tensor::toFloats)
        .toList();
  }

  private static CopySteps.Result run(CopyNetworkSettings settings) {
    return new CopySteps(engine, settings, new Preprocessing(SIDE, 3), TrainingProgress.none())
        .run(TRAINING, IntStream.range(0, 100).toArray());
  }

  @Test
  void endsEarlyWhenItsTimeIsOver() {
    assertThat(run(settings(100).withAtMost(Duration.ofNanos(1))).steps()).isEqualTo(1);
    assertThat(run(settings(2).withAtMost(Duration.ofDays(1))).steps()).isEqualTo(2);
  }

  @Test
  void oneThatFailedItsSelfTestIsNeitherUsedNorTrainedAgain(@TempDir Path other)
      throws IOException {
    Path named = other.resolve(folder().getFileName());
    copyTo(named);
    Path file = named.resolve(CopyNetworkManifest.FILE);
    String failed = Files.readString(file).replaceFirst("\"behind\" : [0-9.]+", "\"behind\" : 0.5");
    Files.writeString(file, failed);
    List<Double> losses = new ArrayList<>();
    assertThatThrownBy(() -> training(400, other, losses).onTrainingAndHeldOut(TRAINING, HELD_OUT))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("a descriptor that fails its self-test: of copy-network")
        .hasMessageContaining("50.0 % of 39 other pictures");
    assertThat(losses).isEmpty();
  }

  @Test
  void aLossThatIsNoNumberEndsTraining(@TempDir Path into) {
    CopyNetworkSettings sane = settings(3);
    CopyNetworkSettings hot =
        new CopyNetworkSettings(
            SIDE, sane.widths(), 1, 32, 3, null, 32, 1e-300, 1, 4e-3, 0, MILD, 5);
    assertThatThrownBy(
            () ->
                new CopyNetworkTraining(engine, hot, into, TrainingProgress.none())
                    .onThirdSplit(TRAINING))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("stopped at step 1")
        .hasMessageContaining("raise the temperature (now 1.0E-300)");
    assertThat(into).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "\"format\" : 2, \"format\" : 1",
    "\"outputs\" : 32, \"outputs\" : 33",
    "\"blocks\" : 1, \"blocks\" : 4000000",
    "\"channels\" : 3, \"channels\" : 1",
    "\"side\" : 24, \"side\" : 1000000",
    "'[ 16, 32, 48 ]', '[ ]'",
    "'[ 16, 32, 48 ]', '[ 16, null ]'",
    "'[ 16, 32, 48 ]', '[ 2048, 2048, 2048 ]'",
    "\"selfTest\", \"selfPraise\"",
    "\"weightsDigest\" : \", \"weightsDigest\" : \"0",
    "{, ["
  })
  void manifestsThatWereChangedAreRefused(String before, String after, @TempDir Path copy)
      throws IOException {
    copyTo(copy);
    Path file = copy.resolve(CopyNetworkManifest.FILE);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
    assertThatThrownBy(() -> CopyNetwork.load(copy, engine))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("descriptor");
  }

  @Test
  void weightsThatWereChangedOrAreGoneAreRefused(@TempDir Path copy) throws IOException {
    copyTo(copy);
    Path file = copy.resolve(CopyNetwork.WEIGHTS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> CopyNetwork.load(copy, engine))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("its SHA-256 is");
    Files.delete(file);
    assertThatThrownBy(() -> CopyNetwork.load(copy, engine))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is missing beside descriptor.json");
    Files.delete(copy.resolve(CopyNetworkManifest.FILE));
    assertThatThrownBy(() -> CopyNetwork.load(copy, engine))
        .hasMessageContaining("There is no descriptor in");
  }

  @Test
  void aDescriptorUnderAnothersNameIsRefused(@TempDir Path other) throws IOException {
    Path named = other.resolve(folder().getFileName());
    copyTo(named);
    Path file = named.resolve(CopyNetworkManifest.FILE);
    String key = trained.manifest().key();
    Files.writeString(file, Files.readString(file).replace(key, "0" + key.substring(1)));
    assertThatThrownBy(() -> training(400, other, LOSSES).onTrainingAndHeldOut(TRAINING, HELD_OUT))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("delete it");
  }

  private static void copyTo(Path copy) throws IOException {
    Files.createDirectories(copy);
    for (String name : List.of(CopyNetworkManifest.FILE, CopyNetwork.WEIGHTS)) {
      Files.copy(folder().resolve(name), copy.resolve(name));
    }
    assertThat(Files.readString(copy.resolve(CopyNetworkManifest.FILE), StandardCharsets.UTF_8))
        .startsWith("{");
  }
}
