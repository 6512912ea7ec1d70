package io.github.diffusion4j.cli;

import io.github.diffusion4j.denoise.Thresholding;
import io.github.diffusion4j.recipe.GuidanceSpec;
import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.recipe.SamplingSpec;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How pictures are drawn, instead of what a recipe says. */
final class SamplingOptions {
  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "dpmpp-2m-sde, heun, ddim, ancestral and others.")
  private String sampler;

  @Option(names = "--sampling-steps", paramLabel = "N", description = "Steps of the sampler.")
  private Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      description =
          "How far estimates are moved away from those without a class, or from what"
              + " --negative-class, --weaker-model or --weaker-average names; 1 is off.")
  private Double guidance;

  @Option(
      names = "--guidance-min",
      paramLabel = "SIGMA",
      description = "Noise level above which guidance acts.")
  private Double guidanceMin;

  @Option(
      names = "--guidance-max",
      paramLabel = "SIGMA",
      description = "Noise level up to which guidance acts.")
  private Double guidanceMax;

  @Option(
      names = "--guidance-rescale",
      paramLabel = "SHARE",
      description = "How much of the contrast that guidance adds is taken back, 0 to 1.")
  private Double guidanceRescale;

  @Option(
      names = "--negative-class",
      paramLabel = "CLASS",
      description = "Class that guidance moves away from, by name or number.")
  private String negativeClass;

  @Option(
      names = "--weaker-model",
      paramLabel = "FOLDER",
      description = "A model, smaller or less trained, that guidance moves away from.")
  private Path weakerModel;

  @Option(
      names = "--weaker-average",
      paramLabel = "WIDTH",
      description =
          "Relative width of the stored average that guidance moves away from: of --weaker-model,"
              + " or else of the model itself.")
  private Double weakerAverage;

  @Option(
      names = "--classifier",
      paramLabel = "FOLDER",
      description = "A classifier of noisy pictures that guides, too.")
  private Path classifier;

  @Option(
      names = "--classifier-scale",
      paramLabel = "SCALE",
      description = "How strongly the classifier guides; 0 is off.")
  private Double classifierScale;

  @Option(
      names = "--thresholding",
      paramLabel = "WAY",
      description = "What keeps estimates in the range of pictures: none, static or dynamic.")
  private String thresholding;

  @Option(
      names = "--threshold-percentile",
      paramLabel = "PERCENT",
      description = "What dynamic thresholding goes by, such as 99.5.")
  private Double thresholdPercentile;

  @Option(
      names = "--average",
      paramLabel = "WIDTH",
      description =
          "Relative width of the average of the weights to draw with, such as 0.1, if the model"
              + " was trained with training.average.power.")
  private Double average;

  @Option(
      names = ClassLabels.CLASS,
      paramLabel = "CLASS",
      description = "Class of all pictures, by name or number; 'none' for no class in particular.")
  private String classLabel;

  @Option(names = "--seed", paramLabel = "N", description = "Of the noise.")
  private Long seed;

  @Option(names = "--batch-size", paramLabel = "N", description = "Pictures drawn at once.")
  private Integer batchSize;

  /** Returns the draft with what was given on top. */
  RecipeDraft over(RecipeDraft below) {
    RecipeDraft draft = RecipeOptions.with(below, "sampling.sampler", sampler, "--sampler");
    draft = RecipeOptions.with(draft, "sampling.steps", steps, "--sampling-steps");
    draft = with(draft, "guidance", guidance);
    draft = with(draft, "guidance-min", guidanceMin);
    draft = with(draft, "guidance-max", guidanceMax);
    draft = with(draft, "guidance-rescale", guidanceRescale);
    draft = with(draft, "weaker-model", weakerModel);
    draft = with(draft, "weaker-average", weakerAverage);
    draft = with(draft, "classifier", classifier);
    draft = with(draft, "classifier-scale", classifierScale);
    draft = with(draft, "thresholding", thresholding);
    draft = with(draft, "threshold-percentile", thresholdPercentile);
    draft = with(draft, "average", average);
    draft = with(draft, "seed", seed);
    return with(draft, "batch-size", batchSize);
  }

  private static RecipeDraft with(RecipeDraft draft, String key, Object value) {
    return RecipeOptions.with(draft, "sampling." + key, value, "--" + key);
  }

  /**
   * Checks that whatever was given has an effect.
   *
   * @param sampling what is used, from here and from a recipe
   * @throws UserError if guidance, classifier or thresholding that an option is about are off
   */
  void requireUsed(SamplingSpec sampling) {
    GuidanceSpec used = sampling.guidance();
    if (used.guidance() == 1) {
      String way = "guidance is 1, which is off; add --guidance 2, say";
      unused("--guidance-min", guidanceMin, way);
      unused("--guidance-max", guidanceMax, way);
      unused("--guidance-rescale", guidanceRescale, way);
      unused("--negative-class", negativeClass, way);
      unused("--weaker-model", weakerModel, way);
      unused("--weaker-average", weakerAverage, way);
    }
    if (used.classifier() == null) {
      unused("--classifier-scale", classifierScale, "no classifier is named; add --classifier");
    }
    if (sampling.thresholding().thresholding() != Thresholding.Kind.DYNAMIC) {
      unused(
          "--threshold-percentile",
          thresholdPercentile,
          "thresholding is "
              + Keys.of(sampling.thresholding().thresholding())
              + "; add --thresholding dynamic");
    }
  }

  private static void unused(String option, Object value, String why) {
    if (value != null) {
      throw new UserError(option + " is " + value + ", but " + why);
    }
  }

  /** Returns whether guidance was asked for here, and not by a recipe alone. */
  boolean asksGuidance() {
    return guidance != null;
  }

  /** Returns name or number of the class that was asked for; null for none. */
  String classLabel() {
    return classLabel;
  }

  /** Returns name or number of the class to move away from; null for none. */
  String negativeClass() {
    return negativeClass;
  }
}
