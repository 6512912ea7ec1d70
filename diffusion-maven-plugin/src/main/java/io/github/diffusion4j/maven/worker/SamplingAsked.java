package io.github.diffusion4j.maven.worker;

import java.util.Objects;

/**
 * How the user asks pictures to be drawn. A null component is left to the recipe.
 *
 * @param sampler name of the sampler; may be null
 * @param samplingSteps steps of the sampler; may be null
 * @param guidance what guides
 * @param thresholding what keeps estimates in range; may be null
 * @param thresholdPercentile what dynamic thresholding goes by; may be null
 * @param average width of the average of the weights; may be null
 * @param classLabel class to draw; may be null
 * @param batchSize pictures drawn at once; may be null
 * @param seed seed of the noise; may be null
 */
public record SamplingAsked(
    String sampler,
    Integer samplingSteps,
    GuidanceAsked guidance,
    String thresholding,
    Double thresholdPercentile,
    Double average,
    String classLabel,
    Integer batchSize,
    Long seed) {
  /** Leaves all to the recipe. */
  public static final SamplingAsked NOTHING =
      new SamplingAsked(null, null, GuidanceAsked.NOTHING, null, null, null, null, null, null);

  /** Checks that there is a guidance. */
  public SamplingAsked {
    Objects.requireNonNull(guidance, "guidance");
  }
}
