package io.github.diffusion4j.recipe;

import io.github.diffusion4j.denoise.Guidance;
import java.nio.file.Path;

/**
 * What pictures are guided by.
 *
 * @param guidance scale of guidance without a classifier, {@code r + guidance * (d - r)}, with r
 *     the model without a class unless something else is named; 1 is off, 0 to 1000
 * @param guidanceMin level, as a sigma, above which it acts; 0 or more
 * @param guidanceMax level up to which it acts; null for no end
 * @param guidanceRescale how much of the contrast it adds is taken back, 0 to 1
 * @param negativeClass class that r is told; null for none
 * @param weakerModel folder of a weaker model that is r; null for none
 * @param weakerAverage relative width of the average of the weaker model's weights, if it has
 *     stored averages; without {@code weakerModel} those of the model itself. Null for the weights
 *     as they are
 * @param classifier folder of a classifier of noisy pictures that guides, too; null for none
 * @param classifierScale how strongly it does; 0 is off, 1 follows Bayes
 */
public record GuidanceSpec(
    double guidance,
    double guidanceMin,
    Double guidanceMax,
    double guidanceRescale,
    Integer negativeClass,
    Path weakerModel,
    Double weakerAverage,
    Path classifier,
    double classifierScale) {

  /** Checks every number. */
  public GuidanceSpec {
    require(guidance >= 0 && guidance <= 1000, "guidance", guidance, "from 0 to 1000; 1 is off");
    require(
        guidanceMin >= 0 && guidanceMin < Double.POSITIVE_INFINITY,
        "guidance-min",
        guidanceMin,
        "a sigma, 0 or more");
    require(
        guidanceMax == null || guidanceMax > guidanceMin,
        "guidance-max",
        guidanceMax,
        "above guidance-min, which is "
            + guidanceMin
            + ": guidance acts on the levels in between; null is no end");
    require(
        guidanceRescale >= 0 && guidanceRescale <= 1,
        "guidance-rescale",
        guidanceRescale,
        "from 0 (off) to 1, such as 0.7");
    require(
        negativeClass == null || negativeClass >= 0, "negative-class", negativeClass, "0 or more");
    SamplingSpec.requireWidth("weaker-average", weakerAverage);
    require(
        classifierScale >= 0 && classifierScale <= 1e6,
        "classifier-scale",
        classifierScale,
        "0 (off) or more, such as 1");
  }

  /** Makes guidance of that scale at all levels. */
  public GuidanceSpec(double guidance) {
    this(guidance, 0, null, 0, null, null, null, null, 1);
  }

  /** Returns whether it is a weaker model that is moved away from. */
  public boolean isFromWeaker() {
    return weakerModel != null || weakerAverage != null;
  }

  /** Returns the same of another scale. */
  public GuidanceSpec withScale(double scale) {
    return new GuidanceSpec(
        scale,
        guidanceMin,
        guidanceMax,
        guidanceRescale,
        negativeClass,
        weakerModel,
        weakerAverage,
        classifier,
        classifierScale);
  }

  /** Returns how strongly estimates are moved, and where. */
  public Guidance strength() {
    double most = guidanceMax == null ? Double.POSITIVE_INFINITY : guidanceMax;
    return new Guidance(guidance, guidanceMin, most, guidanceRescale);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    SamplingSpec.require(holds, name, value, allowed);
  }
}
