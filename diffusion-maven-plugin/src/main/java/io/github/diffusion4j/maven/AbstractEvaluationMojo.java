package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.DataLocation;
import io.github.diffusion4j.maven.worker.EvaluationRequest;
import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** What measuring and judging have in common: the pictures, and what is to be shown of them. */
abstract class AbstractEvaluationMojo extends AbstractDiffusionMojo {

  private static final long TWO_HOURS = 7200;

  /**
   * The pictures to judge: a folder, a ZIP or IDX files. {@code target/diffusion/samples} if left
   * out, and {@code ./diffusion/samples} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.generated")
  private File generated;

  /**
   * The pictures that may have been copied: what the model was trained on. {@code diffusion.data}
   * if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.train")
  private String train;

  /**
   * The training data, as for the goal {@code train}: taken where {@code diffusion.train} is left
   * out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.data")
  private String data;

  /**
   * Pictures of the same source that the model never saw. They say how like a training picture a
   * new one may be; without them no verdict is {@code PASS}, unless {@code diffusion.weakNull} says
   * so.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.holdout")
  private String holdout;

  /**
   * In the place of {@code diffusion.holdout}: the share of the training data that the recipe's
   * {@code data.held-out} kept from training, such as 0.1.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.holdoutShare")
  private Double holdoutShare;

  /**
   * What {@code diffusion:calibrate} wrote of held-out pictures, which are not needed then; where
   * they are there, it has to be of them. {@code diffusion-calibration.json} of the module, if
   * there is one, if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.calibration")
  private File calibration;

  /**
   * YAML file whose section {@code evaluation} says what pictures have to meet, for {@code
   * diffusion:train} the whole recipe. Parameters given here win over it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.recipe")
  private File recipe;

  /**
   * Statistics of other real pictures, a {@code .npz} file with {@code mu} and {@code sigma}, such
   * as the {@code statistics.npz} of their own evaluation: the Fréchet distance from them is
   * measured, too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.statistics")
  private File statistics;

  /**
   * Side in pixels to which all pictures are cropped and resized before they are compared; 32 if
   * left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.imageSize")
  private Integer imageSize;

  /**
   * What finds copies: {@code pixels}, which compares 16 tiles pixel by pixel, mirrored too; {@code
   * hash}, which compares perceptual hashes in eight orientations; {@code network}, a small network
   * that is trained on the training and held-out pictures in some minutes and kept; or the path of
   * a network of your own ({@code .onnx}, {@code .zip} of DL4J, {@code .h5} of Keras) with its
   * contract beside it, for which what runs it is downloaded. {@code auto} if left out: {@code
   * pixels} up to 64 pixels a side, {@code hash} above.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.detector")
  private String detector;

  /**
   * Folder that keeps trained detectors. {@code diffusion4j/descriptors} in the user's folder for
   * caches if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.detectorCache")
  private File detectorCache;

  /**
   * Searches among very many training pictures by a graph that may miss the most similar one; how
   * often it does is measured and counts against the verdict. For detectors that compare by the
   * cosine; with others it is an error.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.approximate", defaultValue = "false")
  private boolean approximate;

  /**
   * Largest rate of copies that passes, such as 0.01, which holds if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.maxReplicationRate")
  private Double maxReplicationRate;

  /**
   * Confidence of either verdict, such as 0.95, which holds if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.confidence")
  private Double confidence;

  /**
   * Share of held-out pictures that may count as copies. If left out it is 0: the most similar of
   * them is the threshold.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.falsePositives")
  private Double falsePositives;

  /**
   * Without held-out pictures: lets the training pictures compared with each other say what is
   * alike by chance.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.weakNull", defaultValue = "false")
  private boolean weakNull;

  /**
   * Seed of the copies that are planted to test the detector.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.evaluationSeed")
  private Long evaluationSeed;

  /**
   * Makes training pictures unrecognisable in the page of the report.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.redact", defaultValue = "false")
  private boolean redact;

  /**
   * Folder of the report. {@code target/diffusion/evaluation} if left out, and {@code
   * ./diffusion/evaluation} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.reportDirectory")
  private File reportDirectory;

  AbstractEvaluationMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  /**
   * Returns the folder that the goal {@code sample} draws into, unless other pictures are named.
   */
  final Optional<Path> drawn() {
    return generated == null ? Optional.of(pathOr(null, "samples")) : Optional.empty();
  }

  /** Returns what the worker is asked, of a goal. */
  final EvaluationRequest request(String goal, boolean judgeOnly, GatesAsked gates) {
    String trained = train == null || train.isBlank() ? data : train;
    if (trained == null || trained.isBlank()) {
      throw new IllegalArgumentException(
          "diffusion.train is not set: name the pictures that the model was trained on");
    }
    return new EvaluationRequest(
        goal,
        pathOr(generated, "samples"),
        DataLocation.resolve(trained, base()),
        DataLocation.resolve(holdout, base()),
        holdoutShare,
        calibration == null ? null : calibration.toPath().toAbsolutePath().normalize(),
        recipe == null ? null : recipe.toPath().toAbsolutePath().normalize(),
        statistics == null ? null : statistics.toPath().toAbsolutePath(),
        imageSize,
        DataLocation.resolveDetector(detector, base()),
        detectorCache == null ? null : detectorCache.toPath().toAbsolutePath().normalize(),
        approximate,
        maxReplicationRate,
        confidence,
        falsePositives,
        weakNull,
        evaluationSeed,
        redact,
        pathOr(reportDirectory, "evaluation"),
        judgeOnly,
        gates);
  }

  @Override
  long defaultTimeout() {
    return TWO_HOURS;
  }

  @Override
  void report(WorkerResult result) {
    show(result);
    show(result, "page", "Report");
  }
}
