package io.github.diffusion4j.eval.learned;

import static io.github.diffusion4j.eval.learned.PlanarPictureTest.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyBatchesTest {
  private static final TrainingPicturesTest.Given NOISES =
      new TrainingPicturesTest.Given(
          IntStream.range(0, 40).mapToObj(i -> noise(8, 8, 3, i)).toList());

  private static CopyBatches batches(CopyAugmentation augmentation, int... pictures) {
    CopyNetworkSettings standard = CopyNetworkSettings.standard();
    CopyNetworkSettings settings =
        new CopyNetworkSettings(
            8,
            standard.widths(),
            1,
            8,
            10,
            null,
            16,
            standard.temperature(),
            standard.entropyWeight(),
            standard.learningRate(),
            standard.weightDecay(),
            augmentation,
            3);
    return new CopyBatches(NOISES, pictures, new Preprocessing(8, 3), settings);
  }

  private static CopyAugmentation augmentation(double untouched, double mix) {
    return new CopyAugmentation(untouched, 0.5, 0, 0, 0, 1, 0.5, 0.5, 0.8, 0.5, 0.5, 0, 0.5, mix);
  }

  @Test
  void everyPictureComesInTwoViewsBeforeOneComesAgain() {
    CopyBatches batches = batches(augmentation(0, 0), IntStream.range(4, 36).toArray());
    Set<Integer> seen = new HashSet<>();
    for (int step = 1; step <= 2; step++) {
      CopyBatches.Batch batch = batches.batch(step);
      assertThat(batch.values()).hasSize(32 * 3 * 8 * 8);
      for (int i = 0; i < 16; i++) {
        assertThat(batch.shown()[i]).hasSize(1).isEqualTo(batch.shown()[i + 16]);
        seen.add(batch.shown()[i][0]);
      }
    }
    assertThat(seen).hasSize(32).allMatch(picture -> picture >= 4 && picture < 36);
  }

  @Test
  void aStepDecidesItsBatch() {
    CopyAugmentation augmentation = augmentation(0.5, 0.5);
    int[] all = IntStream.range(0, 40).toArray();
    batches(augmentation, all).batch(1);
    CopyBatches.Batch batch = batches(augmentation, all).batch(4);
    CopyBatches.Batch again = batches(augmentation, all).batch(4);
    assertThat(again.values()).isEqualTo(batch.values());
    assertThat(Arrays.deepEquals(again.shown(), batch.shown())).isTrue();
    assertThat(batches(augmentation, all).batch(5).values()).isNotEqualTo(batch.values());
  }

  @Test
  void mixturesShowTwoPictures() {
    CopyBatches.Batch batch =
        batches(augmentation(1, 1), IntStream.range(0, 40).toArray()).batch(1);
    for (int[] shown : batch.shown()) {
      assertThat(shown).hasSize(2);
    }
  }

  @Test
  void firstViewsMayBeThePicturesThemselves() {
    CopyBatches.Batch batch =
        batches(augmentation(1, 0), IntStream.range(0, 40).toArray()).batch(1);
    int length = 3 * 8 * 8;
    for (int i = 0; i < 16; i++) {
      float[] picture = PlanarPicture.of(NOISES.image(batch.shown()[i][0])).values();
      assertThat(Arrays.copyOfRange(batch.values(), i * length, (i + 1) * length))
          .isEqualTo(picture);
      int second = (i + 16) * length;
      assertThat(Arrays.copyOfRange(batch.values(), second, second + length)).isNotEqualTo(picture);
    }
  }

  @Test
  void numbersOutsideTheirRangesAreRefused() {
    CopyNetworkSettings standard = CopyNetworkSettings.standard();
    assertThatThrownBy(() -> standard.withSteps(0, 64)).hasMessageContaining("steps is 0");
    assertThatThrownBy(() -> standard.withSteps(9, 4)).hasMessageContaining("batch is 4");
    assertThatThrownBy(() -> augmentation(0, 1.5)).hasMessageContaining("the probability 1.5");
    assertThatThrownBy(() -> new CopyAugmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("keeps 0 of the area");
  }

  @Test
  void theLearningRateRisesAndFallsToNothing() {
    CopyNetworkSettings standard = CopyNetworkSettings.standard();
    assertThat(standard.learningRateAt(0.025)).isLessThan(standard.learningRateAt(0.05));
    assertThat(standard.learningRateAt(0.05)).isGreaterThan(0.98 * standard.learningRate());
    assertThat(standard.learningRateAt(1)).isZero();
    assertThat(standard.sideFor(8)).isEqualTo(32);
    assertThat(standard.sideFor(28)).isEqualTo(28);
    assertThat(standard.sideFor(256)).isEqualTo(64);
  }
}
