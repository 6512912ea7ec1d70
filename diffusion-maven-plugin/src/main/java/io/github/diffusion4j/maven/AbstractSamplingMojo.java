package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GuidanceAsked;
import io.github.diffusion4j.maven.worker.SamplingAsked;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** What goals that draw pictures share: from which model, how, and what they tell. */
abstract class AbstractSamplingMojo extends AbstractDiffusionMojo {

  private static final long HOUR = 3600;

  /**
   * Folder of the trained model. {@code target/diffusion/model} if left out, and {@code
   * ./diffusion/model} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.model")
  private File model;

  /**
   * The sampler: {@code dpmpp-2m-sde}, {@code heun}, {@code ddim}, {@code ancestral} and others.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.sampler")
  private String sampler;

  /**
   * Steps of the sampler, such as 20 for {@code dpmpp-2m-sde} or 250 for {@code ancestral}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samplingSteps")
  private Integer samplingSteps;

  /**
   * Scale of classifier-free guidance; 1 is off, and 1.5 to 4 make pictures more typical of their
   * class.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.guidance")
  private Double guidance;

  /**
   * Noise level, as a sigma, above which guidance acts.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.guidanceMin")
  private Double guidanceMin;

  /**
   * Noise level, as a sigma, up to which guidance acts; without end if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.guidanceMax")
  private Double guidanceMax;

  /**
   * How much of the contrast that guidance adds is taken back, 0 to 1, such as 0.7.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.guidanceRescale")
  private Double guidanceRescale;

  /**
   * The class that guidance moves away from, as the model names it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.negativeClass")
  private String negativeClass;

  /**
   * Folder of a weaker model that guidance moves away from: a smaller one, or one less trained, of
   * the same size and classes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.weakerModel")
  private File weakerModel;

  /**
   * Relative width of the stored average that guidance moves away from, at most 0.2887: of {@code
   * weakerModel}, or else of the model itself.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.weakerAverage")
  private Double weakerAverage;

  /**
   * Folder of a classifier of noisy pictures that guides, too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifier")
  private File classifier;

  /**
   * How strongly the classifier guides; 1 if left out, and 0 is off.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierScale")
  private Double classifierScale;

  /**
   * What keeps estimates in the range of pictures: {@code none}, {@code static} or {@code dynamic}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.thresholding")
  private String thresholding;

  /**
   * What dynamic thresholding goes by, in percent: 99.5, or 95 with strong guidance.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.thresholdPercentile")
  private Double thresholdPercentile;

  /**
   * Relative width of the average of the weights to draw with, such as 0.1, for a model that was
   * trained with {@code training.average.power}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.average")
  private Double average;

  /**
   * The class to draw, as the model names it, or {@code none} for no class in particular. All
   * classes in turn if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classLabel")
  private String classLabel;

  /**
   * Pictures drawn at once, such as 64. It changes memory and speed, not the pictures.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.batchSize")
  private Integer batchSize;

  /**
   * Seed of the pictures: picture k of a seed is the same whatever the number of pictures.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.seed")
  private Long seed;

  /**
   * Writes the pictures also into a folder that holds files of others; those stay.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.force", defaultValue = "false")
  private boolean force;

  AbstractSamplingMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  final Path model() {
    return pathOr(model, "model");
  }

  final boolean force() {
    return force;
  }

  /** Returns how the user asks pictures to be drawn, beyond the recipe. */
  final SamplingAsked sampling() {
    return new SamplingAsked(
        sampler,
        samplingSteps,
        new GuidanceAsked(
            guidance,
            guidanceMin,
            guidanceMax,
            guidanceRescale,
            negativeClass,
            path(weakerModel),
            weakerAverage,
            path(classifier),
            classifierScale),
        thresholding,
        thresholdPercentile,
        average,
        classLabel,
        batchSize,
        seed);
  }

  /** Returns the absolute path of a file that may be left out. */
  static Path path(File named) {
    return named == null ? null : named.toPath().toAbsolutePath().normalize();
  }

  @Override
  long defaultTimeout() {
    return HOUR;
  }

  @Override
  void report(WorkerResult result) {
    show(result);
    show(result, "grid", "All pictures on one sheet");
    show(result, "manifest", "How they were made");
  }
}
