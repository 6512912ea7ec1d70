package io.github.diffusion4j.eval.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.learned.CopyNetworkSettings;
import io.github.diffusion4j.eval.learned.TrainingProgress;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorSpecTest {
  @TempDir private Path folder;

  private DetectorSetting setting(Dataset training, Optional<Dataset> heldOut, Engine engine) {
    return new DetectorSetting(
        training, heldOut, engine, folder.resolve("cache"), TrainingProgress.none());
  }

  private static Dataset flat(int side) {
    return new RandomPictures(List.of(new Image(side, side, 1, new byte[side * side])));
  }

  @ParameterizedTest
  @CsvSource({
    "pixels,64,tiled-pixels",
    "hash,8,perceptual-hash",
    "auto,8,tiled-pixels",
    "auto,64,tiled-pixels",
    "auto,65,perceptual-hash"
  })
  void namesMeanDetectors(String name, int side, String detector) {
    String found =
        DetectorSpec.parse(name)
            .with(setting(flat(side), Optional.empty(), null), chosen -> chosen.identity().name());

    assertThat(found).isEqualTo(detector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pixel", "Hash", "models/sscd", "sscd.pt", "sscd.preprocessing.json"})
  void otherNamesAreAnsweredByTheChoices(String name) {
    assertThatThrownBy(() -> DetectorSpec.parse(name))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContainingAll(
            "'" + name + "'", "auto", "pixels", "hash", "network", ".onnx", ".zip", ".h5");
  }

  @Test
  void aModelIsNamedByItselfOrItsContract() {
    DetectorSpec.Model model = new DetectorSpec.Model(Path.of("m", "Sscd.ONNX"));

    assertThat(DetectorSpec.parse(Path.of("m", "Sscd.ONNX").toString())).isEqualTo(model);
    assertThat(DetectorSpec.parse(Path.of("m", "Sscd.ONNX.preprocessing.json").toString()))
        .isEqualTo(model);
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    DetectorSpec missing = DetectorSpec.parse(folder.resolve("sscd.onnx").toString());

    assertThatThrownBy(missing::fingerprint)
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("sscd.onnx");
  }

  @Test
  void fingerprintsDifferByNameAndSettings() {
    CopyNetworkSettings standard = CopyNetworkSettings.wholeCopies();
    List<String> all =
        List.of(
            DetectorSpec.parse("auto").fingerprint(),
            DetectorSpec.parse("pixels").fingerprint(),
            DetectorSpec.parse("hash").fingerprint(),
            DetectorSpec.parse("network").fingerprint(),
            new DetectorSpec.Network(standard.withSeed(9)).fingerprint());

    assertThat(all).doesNotHaveDuplicates();
    assertThat(new DetectorSpec.Network(standard).fingerprint()).isEqualTo(all.get(3));
  }

  @Test
  void aNetworkIsNotTrainedWithoutHeldOutPictures() {
    DetectorSetting setting = setting(RandomPictures.of(1, "training", 80), Optional.empty(), null);

    assertThatThrownBy(() -> DetectorSpec.parse("network").with(setting, detector -> null))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("there are no held-out pictures")
        .hasMessageContaining("'pixels' or 'hash'");
  }

  @Test
  void aCacheThatIsAFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file");
    Dataset pictures = RandomPictures.of(1, "training", 80);
    DetectorSetting setting = setting(pictures, Optional.of(pictures), null);

    assertThatThrownBy(() -> DetectorSpec.parse("network").with(setting, detector -> null))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining(folder.resolve("cache").toString());
  }
}
