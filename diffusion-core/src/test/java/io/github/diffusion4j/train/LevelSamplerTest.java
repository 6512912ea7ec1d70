package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelSamplerTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(8);

  private static TrainingSpec spec(LevelSampling levels, int batch) {
    return new TrainingSpec(
            1, null, batch, 1, 1, 0, Decay.CONSTANT, 0, 1, 0, 0, false, 7, false, 1, 1)
        .withObjective(new ObjectiveSpec(levels, 0, 0));
  }

  private static double[] batch(LevelSampling levels, NoiseProcess process, int size, int number) {
    LevelSampler sampler = LevelSampler.of(process, spec(levels, size));
    return IntStream.range(number * size, (number + 1) * size)
        .mapToDouble(i -> sampler.draw(i, RandomStream.of(7, "training", i)).sigma())
        .toArray();
  }

  @Test
  void stratifiedLevelsAreOneOfEachRange() {
    LogNormalNoise process = new LogNormalNoise();
    for (int number = 0; number < 5; number++) {
      double[] sigmas = batch(LevelSampling.STRATIFIED, process, 16, number);
      for (int i = 0; i < 16; i++) {
        assertThat(sigmas[i])
            .as("level %s of batch %s", i, number)
            .isBetween(process.quantile(i / 16.0), process.quantile((i + 1) / 16.0));
      }
    }
  }

  /** DDIM draws n / 2 + 1 steps t and takes T - 1 - t for the rest. */
  @Test
  void antitheticStepsAreOpposite() {
    for (int size : new int[] {1, 2, 7, 8}) {
      double[] sigmas = batch(LevelSampling.ANTITHETIC, SCHEDULE, size, 3);
      int drawn = size / 2 + 1;
      for (int i = drawn; i < size; i++) {
        assertThat(SCHEDULE.nearestStep(sigmas[i]))
            .as("picture %s of %s", i, size)
            .isEqualTo(7 - SCHEDULE.nearestStep(sigmas[i - drawn]));
      }
    }
    long distinct =
        Arrays.stream(batch(LevelSampling.ANTITHETIC, new LogNormalNoise(), 8, 0))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(8);
  }

  @Test
  void largeLossesAreMetMoreOften() {
    LossSecondMoment sampler = new LossSecondMoment(SCHEDULE);
    double[] sigmas = SCHEDULE.sigmas();
    for (int times = 0; times < 9; times++) {
      sampler.learn(sigmas, new double[] {9, 9, 9, 9, 9, 9, 9, 9});
    }
    assertThat(sampler.probabilities()).containsOnly(1 / 8.0);
    // Ten more: what was before is forgotten.
    for (int times = 0; times < 10; times++) {
      sampler.learn(
          sigmas, new double[] {1, 2, 3, 4, 5, 6, 7, times % 2 == 0 ? 0 : 8 * Math.sqrt(2)});
    }
    double[] probabilities = sampler.probabilities();
    for (int t = 0; t < 8; t++) {
      assertThat(probabilities[t]).isCloseTo(0.999 * (t + 1) / 36 + 0.001 / 8, within(1e-7));
    }
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
  }

  /** Weighted by one over T p, a mean over what is drawn is the mean over all steps. */
  @Test
  void weightsKeepTheMean() {
    LossSecondMoment sampler = new LossSecondMoment(SCHEDULE);
    for (int times = 0; times < 10; times++) {
      sampler.learn(SCHEDULE.sigmas(), new double[] {1, 1, 1, 1, 1, 1, 1, 8});
    }
    int[] met = new int[8];
    double sum = 0;
    int count = 40_000;
    RandomStream stream = RandomStream.of(5, "test", 0);
    for (int i = 0; i < count; i++) {
      LevelSampler.Drawn drawn = sampler.draw(i, stream);
      int step = SCHEDULE.nearestStep(drawn.sigma());
      met[step]++;
      sum += drawn.weight() * step;
    }
    assertThat(sum / count).isCloseTo(3.5, within(0.06));
    assertThat(met[7] / (double) count).isCloseTo(0.999 * 8 / 15 + 0.001 / 8, within(0.01));
  }

  @Test
  void goesOnFromWhatWasSaved() {
    LossSecondMoment sampler = new LossSecondMoment(SCHEDULE);
    for (int times = 0; times < 13; times++) {
      double[] losses = new double[8];
      Arrays.setAll(losses, t -> 1 + Math.sin(t));
      losses[0] = times;
      sampler.learn(SCHEDULE.sigmas(), losses);
    }
    Map<String, Safetensors.Entry> saved = new HashMap<>();
    sampler.save(saved);
    LossSecondMoment other = new LossSecondMoment(SCHEDULE);
    other.restore(saved, "test");
    for (LossSecondMoment each : new LossSecondMoment[] {sampler, other}) {
      each.learn(new double[] {SCHEDULE.sigma(0)}, new double[] {100});
    }
    assertThat(other.probabilities()).containsExactly(sampler.probabilities());
    assertThatThrownBy(() -> other.restore(Map.of(), "file"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("file does not hold the losses");
    assertThatThrownBy(() -> new LossSecondMoment(NoiseSchedule.cosine(9)).restore(saved, "file"))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void lossesDecideAmongStepsOnly() {
    assertThatThrownBy(() -> batch(LevelSampling.LOSS_SECOND_MOMENT, new LogNormalNoise(), 1, 0))
        .hasMessageContaining("objective.levels is loss-second-moment");
    assertThatThrownBy(() -> new ObjectiveSpec(LevelSampling.UNIFORM, 1.1, 0))
        .hasMessageContaining("augmentation is 1.1");
    assertThatThrownBy(() -> new ObjectiveSpec(LevelSampling.UNIFORM, 0, -1))
        .hasMessageContaining("offset-noise is -1");
  }
}
