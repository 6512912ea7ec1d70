package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.recipe.UpToDate.Current;
import io.github.diffusion4j.recipe.UpToDate.Stale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpToDateTest {
  private static final RecipeDraft DRAFT =
      RecipeDraft.preset("shapes-quick").with("training.steps", 100L, "a test");
  private static final DataManifest DATA =
      new DataManifest(List.of(new DataManifest.Entry("a.png", 5, "0".repeat(64))));

  @TempDir Path folder;
  private final Fingerprint trained = Fingerprint.of("1.0", "nd4j 1", DRAFT.resolve(), DATA);

  @BeforeEach
  void train() throws IOException {
    Files.writeString(folder.resolve("model.bin"), "weights");
    trained.finished(folder, List.of("model.bin")).write(folder);
  }

  @Test
  void isCurrentWhenNothingChanged() {
    assertThat(UpToDate.check(folder, trained)).isEqualTo(new Current(""));
  }

  @Test
  void ignoresWhatChangesNoWeight() {
    Recipe other =
        DRAFT
            .with("sampling.count", 3, "--samples")
            .with("data.path", "/elsewhere", "--data")
            .with("training.checkpoint-every", 7, "a test")
            .resolve();
    assertThat(UpToDate.check(folder, Fingerprint.of("1.0", "nd4j 1", other, DATA)))
        .isEqualTo(new Current(""));
  }

  @Test
  void ofACascadeOnlyWhatTrainsItCounts() {
    RecipeDraft cascade = DRAFT.with("cascade.sizes", List.of(8), "a test");
    Fingerprint now = fingerprint(cascade);
    assertStale(now, "recipe changed: cascade.sizes [] -> [8]");
    now.finished(folder, List.of("model.bin")).write(folder);
    assertThat(UpToDate.check(folder, now)).isEqualTo(new Current(""));
    RecipeDraft drawnElse =
        cascade
            .with("cascade.sampling-noise", 0.7, "a test")
            .with("cascade.truncated", true, "a test");
    assertThat(UpToDate.check(folder, fingerprint(drawnElse))).isEqualTo(new Current(""));
    assertStale(
        fingerprint(cascade.with("cascade.noise", false, "a test")),
        "recipe changed: cascade.noise true -> false");
  }

  private static Fingerprint fingerprint(RecipeDraft draft) {
    return Fingerprint.of("1.0", "nd4j 1", draft.resolve(), DATA);
  }

  @Test
  void namesTheChangedValues() {
    Recipe other = DRAFT.with("training.steps", 200L, "--steps").resolve();
    assertStale(
        Fingerprint.of("1.0", "nd4j 1", other, DATA), "recipe changed: training.steps 100 -> 200");
  }

  @Test
  void namesChangedDataAndToolkit() {
    DataManifest grown =
        new DataManifest(
            List.of(DATA.entries().get(0), new DataManifest.Entry("b.png", 6, "1".repeat(64))));
    assertStale(
        Fingerprint.of("1.0", "nd4j 1", DRAFT.resolve(), grown),
        "dataset changed (" + grown.difference(DATA) + ")");
    assertStale(
        Fingerprint.of("1.1", "nd4j 1", DRAFT.resolve(), DATA), "toolkit version 1.0 -> 1.1");
  }

  @Test
  void keepsAModelOfAnotherEngine() {
    assertThat(UpToDate.check(folder, on("torch 2", "float32"))).isEqualTo(new Current(""));
    Recipe elsewhere = DRAFT.with("engine.device", "cuda:1", "--device").resolve();
    assertThat(UpToDate.check(folder, Fingerprint.of("1.0", "torch 2", elsewhere, DATA)))
        .isEqualTo(new Current(""));
  }

  @Test
  void keepsAModelOfAnotherPrecisionAndSaysSo() {
    assertThat(UpToDate.check(folder, on("torch 2", "bfloat16")))
        .isInstanceOfSatisfying(
            Current.class,
            current ->
                assertThat(current.note())
                    .contains("precision float32", "is kept", "bfloat16", "force"));
  }

  @Test
  void resumesOnAnotherEngineAndSaysSo() {
    trained.write(folder);
    assertThat(UpToDate.check(folder, on("torch 2", "float32")))
        .isEqualTo(
            new Stale(
                "training was not finished",
                true,
                "the rest is computed by another engine nd4j 1 -> torch 2"));
    assertThat(UpToDate.check(folder, on("nd4j 1", "bfloat16")))
        .isEqualTo(
            new Stale(
                "training was not finished",
                true,
                "the rest is computed by another precision float32 -> bfloat16"));
  }

  @Test
  void readsAFingerprintFromBeforeThereWereEngines() throws IOException {
    Path file = folder.resolve(Fingerprint.FILE);
    String text = Files.readString(file);
    String before = text.replaceAll(" *\"precision\" : \"float32\",\\R", "");
    assertThat(before).isNotEqualTo(text).doesNotContain("engine.name", "precision");
    Files.writeString(file, before);
    assertThat(UpToDate.check(folder, trained)).isEqualTo(new Current(""));
  }

  @Test
  void seesAMissingOrChangedModel() throws IOException {
    Files.writeString(folder.resolve("model.bin"), "weightz");
    assertThat(UpToDate.check(folder, trained))
        .isEqualTo(new Stale("model was changed after training (model.bin)", true, ""));
    Files.delete(folder.resolve("model.bin"));
    assertThat(UpToDate.check(folder, trained))
        .isEqualTo(new Stale("model is missing (model.bin)", true, ""));
    assertThat(UpToDate.check(folder.resolve("nowhere"), trained))
        .isEqualTo(new Stale("model is missing", false, ""));
  }

  @Test
  void resumesAnUnfinishedRun() {
    trained.write(folder);
    assertThat(UpToDate.check(folder, trained))
        .isEqualTo(new Stale("training was not finished", true, ""));
  }

  @Test
  void trustsNoBrokenFingerprint() throws IOException {
    for (String text : List.of("", "{", "null", "[]", "{\"toolkit\": 1}", "\u0000\u0001")) {
      Files.writeString(folder.resolve(Fingerprint.FILE), text);
      assertThat(UpToDate.check(folder, trained))
          .as(text)
          .isEqualTo(new Stale("fingerprint.json cannot be read", false, ""));
    }
  }

  @Test
  void followsNoPathOutOfTheFolder() throws IOException {
    Path model = Files.createDirectory(folder.resolve("inner"));
    trained.finished(folder, List.of("model.bin")).write(model);
    Path file = model.resolve(Fingerprint.FILE);
    Files.writeString(file, Files.readString(file).replace("model.bin", "../model.bin"));
    assertThat(UpToDate.check(model, trained))
        .isEqualTo(new Stale("model is missing (../model.bin)", true, ""));
  }

  private static Fingerprint on(String engine, String precision) {
    Recipe recipe = DRAFT.with("engine.precision", precision, "--precision").resolve();
    return Fingerprint.of("1.0", engine, recipe, DATA);
  }

  private void assertStale(Fingerprint now, String reason) {
    assertThat(UpToDate.check(folder, now)).isEqualTo(new Stale(reason, false, ""));
  }
}
