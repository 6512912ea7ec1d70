package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No picture has NaN in it, but what somebody's network makes of one may be. */
class NaNFeaturesTest {
  private static final PixelDescriptor PIXELS = new PixelDescriptor(16, 1);
  private static final RandomPictures GENERATED = RandomPictures.of(3, "generated", 40);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void fromADescriptorOfQualityAreRefused(double bad) {
    PictureSets sets =
        new PictureSets(
            RandomPictures.of(1, "training", 40),
            Optional.of(RandomPictures.of(2, "held-out", 40)),
            GENERATED);
    CheckSettings settings = new CheckSettings(0.1, 0.95, 0, 0.9, 30, false, 1);
    try (Engine engine = Engine.open()) {
      Evaluation evaluation =
          new Evaluation(
              new TiledDetector(PIXELS), new BrokenDescriptor(bad), settings, engine, line -> {});
      assertThatThrownBy(() -> evaluation.run(sets, "fingerprint"))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("feature 0 of row 7 of broken is " + bad)
          .hasMessageContaining("mend the descriptor");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void fromADetectorAreRefused(double bad) {
    assertThatThrownBy(() -> new Detector.Match(3, bad))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("training picture 3 is " + bad);
  }

  /** Describes the eighth generated picture by a number that is none. */
  private record BrokenDescriptor(double bad) implements Descriptor {
    @Override
    public DescriptorIdentity identity() {
      return DescriptorIdentity.of("broken", "");
    }

    @Override
    public double[] describe(Image picture) {
      double[] levels = PIXELS.describe(picture);
      if (picture.equals(GENERATED.image(7))) {
        levels[0] = bad;
      }
      return levels;
    }
  }
}
