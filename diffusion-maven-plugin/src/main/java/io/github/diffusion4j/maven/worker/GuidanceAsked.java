package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;

/**
 * What the user asks pictures to be guided by. A null component is left to the recipe.
 *
 * @param guidance scale of guidance without a classifier; may be null
 * @param guidanceMin sigma above which it acts; may be null
 * @param guidanceMax sigma up to which it acts; may be null
 * @param guidanceRescale share of the added contrast that is taken back; may be null
 * @param negativeClass class that is moved away from; may be null
 * @param weakerModel folder of a weaker model; may be null
 * @param weakerAverage width of the average of its weights; may be null
 * @param classifier folder of a classifier; may be null
 * @param classifierScale how strongly it guides; may be null
 */
public record GuidanceAsked(
    Double guidance,
    Double guidanceMin,
    Double guidanceMax,
    Double guidanceRescale,
    String negativeClass,
    Path weakerModel,
    Double weakerAverage,
    Path classifier,
    Double classifierScale) {
  /** Leaves all to the recipe. */
  public static final GuidanceAsked NOTHING =
      new GuidanceAsked(null, null, null, null, null, null, null, null, null);
}
