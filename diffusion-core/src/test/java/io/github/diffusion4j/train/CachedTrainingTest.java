package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training from files, with a cache of their pictures and without. */
class CachedTrainingTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);
  private static final TrainingSpec SPEC =
      new TrainingSpec(9, null, 4, 1, 2e-3, 0, Decay.CONSTANT, 0, 1, 0.9, 0.1, true, 1, false, 2, 2)
          .withAugmentation(new AugmentationSpec(false, 0.6, 1, 20, 0.2, 0.2, 0.2, 0.1));

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writePictures() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    for (int i = 0; i < 11; i++) {
      byte[] samples = new byte[13 * 10 * 3];
      new SplittableRandom(i).nextBytes(samples);
      Files.write(data.resolve(i + ".png"), Png.encode(new Image(13, 10, 3, samples)));
    }
  }

  private Dataset open(String cache) {
    return Datasets.open(
        new DataSpec(data.toString(), 8, 0, Fit.CROP, Unreadable.Policy.FAIL, 0, cache));
  }

  private String weights(String cache, String run, long killAt) {
    Path model = folder.resolve(run);
    TrainingObserver killer =
        new TrainingObserver() {
          @Override
          public void onStep(TrainingStep step) {
            if (step.step() == killAt) {
              throw new CancellationException();
            }
          }

          @Override
          public void onCheckpoint(Path file, long step) {}

          @Override
          public void onNote(String line) {}
        };
    try (Engine engine = Engine.open()) {
      new Trainer(engine, open(cache), NETWORK, Formulation.EDM, SPEC, model, killer).run();
    }
    return Digests.sha256(model.resolve(Model.WEIGHTS));
  }

  @Test
  void aCacheChangesNoBitOfTheModel() {
    String cache = folder.resolve("cache").toString();
    String without = weights("none", "without", 0);
    assertThat(weights(cache, "first", 0)).isEqualTo(without);
    assertThat(weights(cache, "second", 0)).isEqualTo(without);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> weights(cache, "broken", 5));
    assertThat(weights(cache, "broken", 0)).as("broken off and resumed").isEqualTo(without);
  }

  @Test
  void theSheetShowsPicturesAndWhatBecomesOfThem() throws Exception {
    weights("none", "model", 0);
    Path file = folder.resolve("model/augmented.png");
    Image sheet =
        ImageReader.read(Files.readAllBytes(file), "sheet", ImageReader.DEFAULT_MAX_PIXELS);
    assertThat(sheet.width()).isEqualTo(8 * 10 + 2);
    Dataset pictures = open("none");
    for (int row = 0; row < 8; row++) {
      Image original = pictures.image(row);
      assertThat(sheet.cropped(2, 2 + row * 10, 8, 8)).isEqualTo(original);
      assertThat(sheet.cropped(12, 2 + row * 10, 8, 8)).isNotEqualTo(original);
    }
  }
}
