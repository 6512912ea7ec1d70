package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.diffusion4j.data.DataManifest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recipe says of the pictures that are drawn. */
class EvaluationSpecTest {
  private static final String WHOLE =
      """
      data:
        image-size: 28
      evaluation:
        detector: hash
        max-rate: 0.05
        confidence: 0.99
        false-positives: 1e-3
        gate-by: estimate
        gates:
          - {metric: fd, maximum: 0.3}
          - {metric: precision, against: training, minimum: 80%}
          - metric: vendi-ratio
            minimum: 0.5
            maximum: 1.20
      """;

  @TempDir Path folder;

  private RecipeDraft draft(String text) throws IOException {
    return RecipeDraft.file(Files.writeString(folder.resolve("r.yaml"), text));
  }

  private void refuses(String text, String... sentences) throws IOException {
    RecipeDraft draft = draft(text);
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(draft::evaluation)
        .satisfies(refused -> assertThat(refused).hasMessageContainingAll(sentences));
  }

  @Test
  void isReadWithItsGates() throws IOException {
    EvaluationSpec read = draft(WHOLE).evaluation();

    assertThat(read.detector()).isEqualTo("hash");
    assertThat(read.maxRate()).isEqualTo(0.05);
    assertThat(read.confidence()).isEqualTo(0.99);
    assertThat(read.falsePositives()).isEqualTo(0.001);
    assertThat(read.gateBy()).isEqualTo(GateBy.ESTIMATE);
    assertThat(read.gates())
        .containsExactly(
            new GateSpec("fd", null, null, new BigDecimal("0.3")),
            new GateSpec("precision", GateSpec.Against.TRAINING, new BigDecimal("0.80"), null),
            new GateSpec("vendi-ratio", null, new BigDecimal("0.5"), new BigDecimal("1.2")));
  }

  @Test
  void comparesAtTheSizeOfTheDataUnlessItNamesAnother() throws IOException {
    assertThat(draft(WHOLE).evaluation().imageSize()).isEqualTo(28);
    assertThat(draft("evaluation: {image-size: 16}").evaluation().imageSize()).isEqualTo(16);
    assertThat(Preset.named(Preset.DEFAULT).evaluation().imageSize()).isNull();
  }

  @Test
  void comesBackFromYamlAndJson() throws IOException {
    Recipe recipe = draft(WHOLE).resolve();

    assertThat(draft(recipe.toYaml()).resolve()).isEqualTo(recipe);
    Path json = Files.writeString(folder.resolve("r.json"), recipe.toTree().toPrettyString());
    assertThat(RecipeDraft.file(json).resolve()).isEqualTo(recipe);
  }

  @Test
  void neverChangesAModel() throws IOException {
    DataManifest data = new DataManifest(List.of());
    Recipe without = draft("data: {image-size: 28}").resolve();
    Recipe with = draft(WHOLE).resolve();

    assertThat(Fingerprint.of("1", "nd4j", with, data))
        .isEqualTo(Fingerprint.of("1", "nd4j", without, data));
    assertThat(Fingerprint.of("1", "nd4j", with, data).recipe().keySet())
        .noneMatch(key -> key.startsWith("evaluation"));
  }

  @Test
  void isReadWhateverTheNetworkIs() throws IOException {
    assertThat(draft("data: {image-size: 27}").evaluation().imageSize()).isEqualTo(27);
  }

  @ParameterizedTest
  @CsvSource({
    "max-rate: 2, max-rate is 2.0",
    "max-rate: 0, max-rate is 0.0",
    "max-rate: much, 'evaluation.max-rate' is",
    "confidence: 0.5, confidence is 0.5",
    "false-positives: 1, false-positives is 1.0",
    "image-size: 0, image-size is 0",
    "detector: \"\", detector is blank",
    "gate-by: luck, 'one of interval, estimate'",
    "max-rates: 0.1, did you mean 'max-rate'?",
    "gates: fd, a list of sections",
    "gates: [fd], a list of sections",
  })
  void namesWhatIsWrong(String line, String sentence) throws IOException {
    refuses("evaluation:\n  " + line, "r.yaml, line 2: ", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{maximum: 1} | metric is missing",
        "{metric: fd} | metric 'fd' has no limit",
        "{metric: fd, minimum: 2, maximum: 1} | minimum of 'fd' is 2, above its maximum 1",
        "{metric: fd, maximum: much} | a number, or a percentage such as 80%",
        "{metric: fd, maximum: 80%%} | a number, or a percentage such as 80%",
        "{metric: fd, maximum: 1e999999999} | a number, or a percentage such as 80%",
        "{metric: fd, maximum: 1.0e999} | a number, or a percentage such as 80%",
        "{metric: 7, maximum: 1} | 'evaluation.gates[1].metric' is 7",
        "{metric: fd, maximum: 1, against: all} | one of held-out, training",
        "{metric: fd, most: 1} | known keys in 'evaluation.gates[1]': metric, against, minimum",
      })
  void namesWhatIsWrongWithAGate(String gate, String sentence) throws IOException {
    refuses(
        "evaluation:\n  gates:\n    - {metric: kid, maximum: 1}\n    - " + gate,
        "r.yaml, line 4: ",
        sentence);
  }

  @Test
  void aMisspeltSectionIsNotOverlooked() throws IOException {
    refuses("evalution: {max-rate: 0.1}", "unknown key 'evalution'", "did you mean 'evaluation'?");
  }
}
