package io.github.diffusion4j.train;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Map;

/** Chooses the noise level of each training picture. */
interface LevelSampler {
  /**
   * A level, and what its loss is multiplied by.
   *
   * @param sigma above 0
   * @param weight 1 where levels come as often as the process says
   */
  record Drawn(double sigma, double weight) {}

  /**
   * Draws a level.
   *
   * @param position of the picture in the run, counted from 0
   * @param stream of this picture
   */
  Drawn draw(long position, RandomStream stream);

  /** Tells whether what it draws depends on losses; if not, it is thread-safe. */
  default boolean learns() {
    return false;
  }

  /** Takes note of what came of a step, in the order of its pictures. */
  default void learn(double[] sigmas, double[] losses) {}

  /** Puts what it has learned into a checkpoint. */
  default void save(Map<String, Safetensors.Entry> entries) {}

  /** Takes what it had learned out of a checkpoint; throws ModelException if it is not there. */
  default void restore(Map<String, Safetensors.Entry> entries, String source) {}

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if losses are to decide and the process has no steps
   */
  static LevelSampler of(NoiseProcess process, TrainingSpec spec) {
    spec.objective().requireFits(process);
    return switch (spec.objective().levels()) {
      case UNIFORM -> (position, stream) -> new Drawn(process.draw(stream), 1);
      case STRATIFIED -> stratified(process, spec.batchSize());
      case ANTITHETIC -> antithetic(process, spec.batchSize(), spec.seed());
      case LOSS_SECOND_MOMENT -> new LossSecondMoment((NoiseSchedule) process);
    };
  }

  private static LevelSampler stratified(NoiseProcess process, int batch) {
    return (position, stream) -> {
      double share = (position % batch + stream.nextDouble()) / batch;
      return new Drawn(process.quantile(share), 1);
    };
  }

  private static LevelSampler antithetic(NoiseProcess process, int batch, long seed) {
    int drawn = batch / 2 + 1;
    return (position, stream) -> {
      boolean opposite = position % batch >= drawn;
      long partner = opposite ? position - drawn : position;
      double share = RandomStream.of(seed, "level", partner).nextDouble();
      // 1 - share would be 1 at 0, which is no share of anything.
      return new Drawn(process.quantile(opposite ? Math.nextDown(1 - share) : share), 1);
    };
  }
}
