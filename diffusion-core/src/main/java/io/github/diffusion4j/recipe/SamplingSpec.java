package io.github.diffusion4j.recipe;

import io.github.diffusion4j.sample.SamplerSpec;
import java.util.Objects;

/**
 * What to draw from a trained model.
 *
 * @param sampler which algorithm, and how many steps it takes; its keys stand beside the others
 * @param count pictures to draw, 1 or more
 * @param guidance scale of classifier-free guidance; 1 is off, 0 or more
 * @param classLabel class of every picture; null for all classes in turn
 * @param seed of the noise; picture k of a seed is the same whatever the batch size
 * @param batchSize pictures drawn at once, 1 or more
 */
public record SamplingSpec(
    @Inline SamplerSpec sampler,
    int count,
    double guidance,
    Integer classLabel,
    long seed,
    int batchSize) {

  /** Checks every number. */
  public SamplingSpec {
    Objects.requireNonNull(sampler, "sampler");
    require(count >= 1, "count", count, "1 or more");
    require(guidance >= 0 && guidance <= 1000, "guidance", guidance, "from 0 to 1000; 1 is off");
    require(classLabel == null || classLabel >= 0, "class-label", classLabel, "0 or more");
    require(batchSize >= 1, "batch-size", batchSize, "1 or more");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
