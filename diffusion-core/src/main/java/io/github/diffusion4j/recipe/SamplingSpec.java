package io.github.diffusion4j.recipe;

import io.github.diffusion4j.denoise.Thresholding;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.train.PowerProfile;
import java.util.Objects;

/**
 * What to draw from a trained model.
 *
 * @param sampler which algorithm, and how many steps it takes; its keys stand beside the others
 * @param count pictures to draw, 1 or more
 * @param guidance what guides; its keys stand beside the others
 * @param thresholding what keeps estimates in the range of pictures; likewise
 * @param average relative width of the power-function average of the weights to draw with, if the
 *     model has stored averages; null for the average that training ended with
 * @param classLabel class of every picture; null for all classes in turn
 * @param seed of the noise; picture k of a seed is the same whatever the batch size
 * @param batchSize pictures drawn at once, 1 or more
 */
public record SamplingSpec(
    @Inline SamplerSpec sampler,
    int count,
    @Inline GuidanceSpec guidance,
    @Inline Thresholding thresholding,
    Double average,
    Integer classLabel,
    long seed,
    int batchSize) {

  /** Checks every number. */
  public SamplingSpec {
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(guidance, "guidance");
    Objects.requireNonNull(thresholding, "thresholding");
    require(count >= 1, "count", count, "1 or more");
    requireWidth("average", average);
    require(classLabel == null || classLabel >= 0, "class-label", classLabel, "0 or more");
    require(batchSize >= 1, "batch-size", batchSize, "1 or more");
  }

  /** Makes one with classifier-free guidance of that scale and no other. */
  public SamplingSpec(
      SamplerSpec sampler,
      int count,
      double guidance,
      Integer classLabel,
      long seed,
      int batchSize) {
    this(
        sampler,
        count,
        new GuidanceSpec(guidance),
        Thresholding.NONE,
        null,
        classLabel,
        seed,
        batchSize);
  }

  /** Returns the same guided otherwise. */
  public SamplingSpec with(GuidanceSpec other) {
    return new SamplingSpec(
        sampler, count, other, thresholding, average, classLabel, seed, batchSize);
  }

  static void requireWidth(String name, Double width) {
    try {
      if (width != null) {
        PowerProfile.ofWidth(width);
      }
    } catch (IllegalArgumentException outside) {
      throw new IllegalArgumentException(
          name + " is " + width + "; it must be above 0 and at most 0.2887, such as 0.05, or null",
          outside);
    }
  }

  static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
