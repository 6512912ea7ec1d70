package io.github.diffusion4j.eval.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.HashDetector;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A calibration that is kept, and judging by it. */
class SavedCalibrationTest {
  private static final Detector TILES = new TiledDetector(new PixelDescriptor(16, 1));
  private static final CheckSettings SETTINGS = new CheckSettings(0.05, 0.95, 0, 0.9, 60, false, 1);
  private static final Dataset TRAINING = RandomPictures.of(1, "training", 300);
  private static final Dataset HELD_OUT =
      RandomPictures.of(2, "held-out", 250).beginningWith(TRAINING, 30);
  private static final RandomPictures NEW = RandomPictures.of(3, "generated", 250);

  private static final SavedCalibration MEASURED = calibrate(TRAINING, HELD_OUT);

  private SavedCalibration saved;

  @TempDir Path folder;

  @BeforeEach
  void measure() {
    saved = MEASURED;
  }

  private static SavedCalibration calibrate(Dataset training, Dataset heldOut) {
    return new CalibrationRun(TILES, Manipulation.all(), SETTINGS).of(training, heldOut, "1.2.3");
  }

  private ReplicationResult check(
      Detector detector,
      Dataset training,
      Optional<Dataset> heldOut,
      Dataset generated,
      CheckSettings settings) {
    return new ReplicationCheck(detector, Manipulation.all(), settings)
        .run(new PictureSets(training, heldOut, generated).calibratedBy(saved));
  }

  private ReplicationResult check(Optional<Dataset> heldOut, Dataset generated) {
    return check(TILES, TRAINING, heldOut, generated, SETTINGS);
  }

  @Test
  void judgesWithoutHeldOutPicturesAsWithThem() {
    for (Dataset generated : List.of(NEW, NEW.beginningWith(TRAINING, 50))) {
      ReplicationResult fresh =
          new ReplicationCheck(TILES, Manipulation.all(), SETTINGS)
              .run(new PictureSets(TRAINING, Optional.of(HELD_OUT), generated));

      ReplicationResult kept = check(Optional.empty(), generated);

      assertThat(kept.verdict()).isEqualTo(fresh.verdict());
      assertThat(kept.weakNull()).isFalse();
      assertThat(kept.heldOut()).isEqualTo(220).isEqualTo(fresh.heldOut());
      assertThat(kept.heldOutDuplicates()).isEqualTo(30);
      assertThat(kept.threshold().similarity())
          .isGreaterThanOrEqualTo(fresh.threshold().similarity())
          .isCloseTo(fresh.threshold().similarity(), within(1e-7));
      assertThat(kept.threshold().falsePositives()).isEqualTo(fresh.threshold().falsePositives());
      assertThat(kept.findings())
          .extracting(Finding::pValue)
          .isEqualTo(fresh.findings().stream().map(Finding::pValue).toList());
    }
  }

  @Test
  void servesOtherRatesOfFalsePositivesAndConfidences() {
    Detector withoutFloor = new Changed(TILES, 0, 0);
    saved =
        new CalibrationRun(withoutFloor, Manipulation.all(), SETTINGS)
            .of(TRAINING, HELD_OUT, "1.2.3");
    CheckSettings loose = new CheckSettings(0.05, 0.99, 0.1, 0.9, 60, false, 1);

    Calibration.Threshold kept =
        check(withoutFloor, TRAINING, Optional.empty(), NEW, loose).threshold();

    assertThat(kept.rank()).isEqualTo(23);
    assertThat(kept.similarity()).isEqualTo(saved.similarities().get(30 + 22));
    assertThat(kept.falsePositives()).isEqualTo(ClopperPearson.of(22, 220, 0.99).upper());
  }

  @Test
  void isConfirmedByHeldOutPicturesThatAreThere() {
    assertThat(check(Optional.of(HELD_OUT), NEW).heldOut()).isEqualTo(220);
    assertThatThrownBy(() -> check(Optional.of(RandomPictures.of(9, "held-out", 250)), NEW))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("the calibration is of held-out pictures")
        .hasMessageContaining("calibrate again");
  }

  @Test
  void refusesWhatItWasNotMadeFor() {
    assertThatThrownBy(() -> check(new HashDetector(), TRAINING, Optional.empty(), NEW, SETTINGS))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("the calibration compares by tiled-pixels")
        .hasMessageContaining("calibrate again, or name another calibration");
    Dataset grown = RandomPictures.of(1, "training", 301);
    assertThatThrownBy(() -> check(TILES, grown, Optional.empty(), NEW, SETTINGS))
        .hasMessageContaining("the calibration is of training pictures Pictures[pictures=300");
    Dataset colour = new RandomPictures(List.of(NEW.image(0).withChannels(3)));
    assertThatThrownBy(
            () -> saved.requireFits(new TiledDetector(new PixelDescriptor(16, 1)), colour))
        .hasMessageContaining("channels 1, and here it is 3");
  }

  @Test
  void refusesADetectorThatComparesOtherwiseUnderTheSameName() {
    Detector mended = new Changed(TILES, TILES.floor(), 0.01);

    assertThatThrownBy(() -> check(mended, TRAINING, Optional.empty(), NEW, SETTINGS))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("pictures are read or compared otherwise");
  }

  @Test
  void comesBackFromItsFileAsItWas() throws IOException {
    Path file = folder.resolve("calibration.json");

    CalibrationFile.write(file, saved);
    String text = Files.readString(file);

    assertThat(CalibrationFile.read(file)).isEqualTo(saved);
    assertThat(text).endsWith("}\n").hasLineCount(text.split("\n").length);
    CalibrationFile.write(file, calibrate(TRAINING, HELD_OUT));
    assertThat(file).hasContent(text);
    assertThat(saved.toolkit()).isEqualTo("1.2.3");
    assertThat(saved.sensitivity()).hasSize(Manipulation.all().size());
    assertThat(saved.similarities().subList(0, 30)).containsOnly(1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"counted\" : 220 | \"counted\" : 219 | 219 held-out pictures that count",
        "\"duplicates\" : 30 | \"duplicates\" : 0 | and it says",
        "\"floor\" : 0.85 | \"floor\" : 0.99 | and it says",
        "\"confidence\" : 0.95 | \"confidence\" : 1.5 | confidence is 1.5",
        "\"confidence\" : 0.95 | \"confidence\" : \"NaN\" | ",
        "\"similarities\" : [ | \"similarities\" : [ null, | 251 similarities",
        "\"similarities\" : [ | \"similarities\" : [ \"NaN\", | ",
        "\"similarities\" : [ | \"similarities\" : [ 1.0, | 251 similarities are of 250",
        "\"similarities\" : [ | \"similarities\" : [ 1e300, | ",
        "\"imageSize\" : 16 | \"imageSize\" : 0 | image size is 0",
        "\"channels\" : 1 | \"channels\" : 2 | there are 2 channels",
        "\"pictures\" : 300 | \"pictures\" : -1 | it is of -1 pictures",
        "\"planted\" : 60 | \"planted\" : 1 | planted copies are found",
        "\"toolkit\" : \"1.2.3\" | \"toolkit\" : null | it is not whole",
        "\"toolkit\" : | \"class\" : \"java.io.File\", \"toolkit\" : | class",
        "diffusion4j-calibration-1 | diffusion4j-calibration-9 | is of format",
        "\"same\" : 0.98 | \"same\" : 0.5 | duplicates"
      })
  void refusesAFileThatSomebodyChanged(String old, String changed, String sentence)
      throws IOException {
    Path file = folder.resolve("calibration.json");
    CalibrationFile.write(file, saved);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, changed));

    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("calibrate again")
        .hasMessageContaining(sentence == null ? "" : sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{}", "7", "{\"format\": \"diffusion4j-calibration-1\"}"})
  void refusesWhatIsNoCalibration(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("calibration.json"), text);

    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("calibrate again");
  }

  @Test
  void refusesAFileThatIsMissingOrLarge() throws IOException {
    Path file = folder.resolve("calibration.json");
    assertThatThrownBy(() -> CalibrationFile.read(file))
        .hasMessageContaining("there is no calibration " + file);
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> CalibrationFile.read(file)).hasMessageContaining("1,048,577 bytes");
  }

  @Test
  void aDamagedByteNeverChangesTheThreshold() throws IOException {
    Path file = folder.resolve("calibration.json");
    CalibrationFile.write(file, saved);
    byte[] whole = Files.readAllBytes(file);
    for (int seed = 0; seed < 200; seed++) {
      RandomStream random = RandomStream.of(seed, "test.damage", 0);
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) ('0' + random.nextInt(10));
      Files.write(file, damaged);
      try {
        assertThat(CalibrationFile.read(file).summary().isNear(saved.summary()))
            .as("seed %d", seed)
            .isTrue();
      } catch (EvaluationException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageContaining("calibrat");
      }
    }
  }

  /** Says other similarities under the same name, as a new version by mistake might. */
  private record Changed(Detector detector, double floor, double less) implements Detector {
    @Override
    public DescriptorIdentity identity() {
      return detector.identity();
    }

    @Override
    public double same() {
      return detector.same();
    }

    @Override
    public Set<String> claims() {
      return detector.claims();
    }

    @Override
    public Gallery gallery(Dataset pictures) {
      Gallery gallery = detector.gallery(pictures);
      return new Gallery() {
        @Override
        public Match[] nearest(Dataset queries) {
          return dimmed(gallery.nearest(queries));
        }

        @Override
        public Match[] others() {
          return dimmed(gallery.others());
        }

        @Override
        public int countAbove(int row, double similarity) {
          return gallery.countAbove(row, similarity + less);
        }
      };
    }

    private Match[] dimmed(Match[] matches) {
      return Arrays.stream(matches)
          .map(match -> new Match(match.row(), match.similarity() - less))
          .toArray(Match[]::new);
    }
  }
}
