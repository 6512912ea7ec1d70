package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.diffusion4j.denoise.Guidance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuidanceSpecTest {
  @TempDir Path folder;

  private SamplingSpec read(String keys) throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), "sampling:\n  " + keys + "\n");
    return RecipeDraft.file(file).resolve().sampling();
  }

  @Test
  void aNumberAloneIsClassifierFreeGuidanceAtAllLevels() throws IOException {
    GuidanceSpec guidance = read("guidance: 3").guidance();
    assertThat(guidance).isEqualTo(new GuidanceSpec(3));
    assertThat(guidance.strength()).isEqualTo(new Guidance(3));
    assertThat(guidance.isFromWeaker()).isFalse();
  }

  @Test
  void readsAllThereIs() throws IOException {
    SamplingSpec sampling =
        read(
            "guidance: 3\n  guidance-min: 0.2\n  guidance-max: 5\n  guidance-rescale: 0.7\n"
                + "  negative-class: 1\n  weaker-model: weak\n  weaker-average: 0.2\n"
                + "  classifier: /judge\n  classifier-scale: 4\n"
                + "  thresholding: dynamic\n  threshold-percentile: 95\n  average: 0.1");
    GuidanceSpec guidance = sampling.guidance();
    assertThat(guidance.strength()).isEqualTo(new Guidance(3, 0.2, 5, 0.7));
    assertThat(guidance.isFromWeaker()).isTrue();
    assertThat(guidance.weakerModel()).as("from the recipe").isEqualTo(folder.resolve("weak"));
    assertThat(guidance.classifier()).isEqualTo(Path.of("/judge"));
    assertThat(sampling.thresholding().thresholdPercentile()).isEqualTo(95);
    assertThat(sampling.average()).isEqualTo(0.1);
    Recipe whole = RecipeDraft.file(folder.resolve("r.yaml")).resolve();
    Path again = Files.writeString(folder.resolve("again.yaml"), whole.toYaml());
    assertThat(RecipeDraft.file(again).resolve()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "'guidance-min: 5\n  guidance-max: 2', guidance-max is 2.0; it must be above guidance-min",
    "guidance-min: -1, 'guidance-min is -1.0; it must be a sigma, 0 or more'",
    "guidance-rescale: 1.5, guidance-rescale is 1.5; it must be from 0 (off) to 1",
    "guidance-rescale: -0.1, guidance-rescale is -0.1",
    "negative-class: -1, negative-class is -1; it must be 0 or more",
    "weaker-average: 0.5, weaker-average is 0.5; it must be above 0 and at most 0.2887",
    "average: 0, average is 0.0; it must be above 0 and at most 0.2887",
    "classifier-scale: -1, classifier-scale is -1.0; it must be 0 (off) or more",
    "weaker-model: 3, 'expected a folder, or null for none'",
    "thresholding: clip, 'expected one of none, static, dynamic'",
    "threshold-percentile: 0.995, from 50 to 100 percent"
  })
  void namesWhatIsWrong(String keys, String part) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> read(keys))
        .withMessageContaining("r.yaml, line")
        .withMessageContaining(part);
  }
}
