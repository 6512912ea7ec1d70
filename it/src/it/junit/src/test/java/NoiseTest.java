import static io.github.diffusion4j.eval.junit.ImageAssertions.assertThatImages;

import io.github.diffusion4j.eval.junit.DiffusionEvaluation;
import io.github.diffusion4j.eval.junit.Generated;
import io.github.diffusion4j.eval.junit.HeldOutSet;
import io.github.diffusion4j.eval.junit.ImageSet;
import io.github.diffusion4j.eval.junit.ReplicationGate;
import io.github.diffusion4j.eval.junit.TrainingSet;
import org.junit.jupiter.api.Test;

@DiffusionEvaluation(imageSize = 16)
class NoiseTest {
  @TrainingSet("photos")
  static ImageSet training;

  @HeldOutSet("held-out")
  static ImageSet heldOut;

  @Test
  void newPicturesPass(@Generated("new") ImageSet pictures) {
    assertThatImages(pictures)
        .against(training)
        .calibratedOn(heldOut)
        .replicationRate()
        .isAtMost(0.01)
        .withConfidence(0.95);
  }

  @Test
  @ReplicationGate(maxRate = 0.01)
  void copiesFail(@Generated("copied") ImageSet pictures) {}
}
