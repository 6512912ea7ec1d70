package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.CalibrationFile;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.SavedCalibration;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.eval.quality.StatisticsFile;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Provenance;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.eval.report.ReportFolder;
import io.github.diffusion4j.recipe.EvaluationSpec;
import io.github.diffusion4j.recipe.Preset;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which pictures are compared, how, and what is to be shown of them. */
final class EvaluationOptions {
  /** Where a calibration is unless somebody says otherwise, as a baseline is. */
  private static final Path CALIBRATION = Path.of("diffusion-calibration.json");

  @Mixin private PictureOptions pictures = new PictureOptions();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "What 'diffusion calibrate' wrote of held-out pictures, which are not needed then;"
              + " diffusion-calibration.json, if there is one, unless given.")
  private Path calibration;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description =
          "A recipe whose section 'evaluation' says what pictures have to meet; options win over"
              + " it.")
  private Path recipe;

  @Option(
      names = "--statistics",
      paramLabel = "FILE",
      description =
          "Statistics of other real pictures (mu and sigma in a .npz file, such as the"
              + " statistics.npz of their own evaluation): the Fréchet distance from them is"
              + " measured, too.")
  private Path statistics;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description =
          "Size to which all pictures are cropped and resized; the recipe's, or 32 unless given.")
  private Integer imageSize;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      description =
          "What finds copies: 'pixels' (the largest difference of 16 tiles, mirrored too), 'hash' (a"
              + " perceptual hash in eight orientations), 'network' (a small network, trained on the"
              + " training and held-out pictures in minutes and kept), or the path of a network of"
              + " your own (.onnx, .zip, .h5) with its contract beside it. 'auto', unless given, is"
              + " pixels up to 64 pixels a side and hash above.")
  private String detector;

  @Option(
      names = "--detector-cache",
      paramLabel = "DIRECTORY",
      description =
          "Folder that keeps trained detectors; diffusion4j/descriptors in the user's folder for"
              + " caches unless given.")
  private Path detectorCache = DetectorSetting.usersCache();

  @Option(
      names = "--approximate",
      description =
          "Search among very many training pictures by a graph that may miss the most similar one;"
              + " how often it does is measured and counts against the verdict. For detectors that"
              + " compare by the cosine.")
  private boolean approximate;

  @Option(
      names = "--max-rate",
      paramLabel = "RATE",
      description = "Largest rate of copies that passes; 0.01 unless given.")
  private Double maxRate;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      description = "Confidence of either verdict; 0.95 unless given.")
  private Double confidence;

  @Option(
      names = "--false-positives",
      paramLabel = "RATE",
      description =
          "Share of held-out pictures that may count as copies; 0, unless given, takes the most"
              + " similar of them as the threshold.")
  private Double falsePositives;

  @Option(
      names = "--weak-null",
      description =
          "Without held-out pictures: let the training pictures compared with each other say what"
              + " is alike by chance.")
  private boolean weakNull;

  @Option(
      names = "--planted",
      paramLabel = "COPIES",
      description = "Copies of each kind that are planted to test the detector; 200 unless given.")
  private int planted = CheckSettings.standard().planted();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of the planted copies; 1 unless given.")
  private long seed = CheckSettings.standard().seed();

  @Option(names = "--redact", description = "Make training pictures unrecognisable in the page.")
  private boolean redact;

  @Option(
      names = "--report-directory",
      paramLabel = "DIRECTORY",
      description = "Where report.json and all that is made of it go; 'evaluation' unless given.")
  private Path directory = Path.of("evaluation");

  @Spec private CommandSpec spec;

  /** Returns what makes the page, and the commands that make it again. */
  Provenance provenance() {
    return Provenance.here(Version.current(), RepeatingCommands.of(spec, asked()));
  }

  /** Returns which pictures are compared. */
  PictureOptions pictures() {
    return pictures;
  }

  ReportFolder folder() {
    return new ReportFolder(directory);
  }

  /**
   * Reads the report that is there.
   *
   * @throws EvaluationException if there is none, or it is broken or of anything else than these
   *     pictures and settings
   */
  EvaluationReport existingReport() {
    Path file = folder().json();
    EvaluationReport report = ReportFile.read(file);
    if (!report.fingerprint().equals(fingerprint())) {
      throw new EvaluationException(
          "report "
              + file
              + " is stale: pictures, settings or the toolkit have changed since; evaluate again");
    }
    return report;
  }

  /** Returns the file to write a calibration to. */
  Path calibration() {
    return calibration == null ? CALIBRATION : calibration;
  }

  /** Returns the calibration to judge by: one that was asked for, or that lies where they do. */
  private Optional<SavedCalibration> kept() {
    boolean wanted = calibration != null || Files.exists(CALIBRATION);
    return wanted ? Optional.of(CalibrationFile.read(calibration())) : Optional.empty();
  }

  boolean redact() {
    return redact;
  }

  /** Returns what the recipe asks for, with what options say in its place. */
  EvaluationSpec asked() {
    RecipeDraft draft =
        recipe == null ? RecipeDraft.preset(Preset.DEFAULT) : RecipeDraft.file(recipe);
    draft = with(draft, "image-size", imageSize);
    draft = with(draft, "detector", detector);
    draft = with(draft, "max-rate", maxRate);
    draft = with(draft, "confidence", confidence);
    return with(draft, "false-positives", falsePositives).evaluation();
  }

  private static RecipeDraft with(RecipeDraft draft, String key, Object value) {
    return RecipeOptions.with(draft, "evaluation." + key, value, "--" + key);
  }

  /**
   * Returns what finds copies.
   *
   * @throws EvaluationException if there is no such detector
   */
  DetectorSpec detector() {
    return DetectorSpec.parse(asked().detector());
  }

  Path detectorCache() {
    return detectorCache;
  }

  boolean approximate() {
    return approximate;
  }

  CheckSettings settings() {
    EvaluationSpec asked = asked();
    return new CheckSettings(
        asked.maxRate(),
        asked.confidence(),
        asked.falsePositives(),
        CheckSettings.standard().minSensitivity(),
        planted,
        weakNull,
        seed);
  }

  /** Returns a digest of all that the numbers depend on; pictures are not decoded for it. */
  String fingerprint() {
    StringBuilder all = new StringBuilder();
    all.append(pictures.digests());
    kept().ifPresent(kept -> all.append("calibration ").append(kept).append('\n'));
    if (statistics != null) {
      all.append("statistics ").append(statisticsDigest()).append('\n');
    }
    all.append("size ").append(asked().imageSize()).append('\n');
    all.append("detector ").append(detector().fingerprint()).append('\n');
    all.append("approximate ").append(approximate).append('\n');
    all.append("settings ").append(settings()).append('\n');
    all.append("version ").append(Version.current()).append('\n');
    return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses pictures that were replaced while they were read: a report would be of others than its
   * fingerprint names.
   *
   * @throws EvaluationException if the fingerprint is another one by now
   */
  void requireStill(String fingerprint) {
    if (!fingerprint.equals(fingerprint())) {
      throw new EvaluationException(
          "pictures changed while they were read; evaluate again when nothing writes to their"
              + " folders any more");
    }
  }

  private String statisticsDigest() {
    if (!Files.isRegularFile(statistics)) {
      throw new UserError("--statistics is " + statistics + ", which is no file");
    }
    return Digests.sha256(statistics);
  }

  /** Returns the statistics that were given, which are by a descriptor. */
  Optional<GaussianStatistics> statistics(DescriptorIdentity descriptor) {
    return Optional.ofNullable(statistics).map(file -> StatisticsFile.read(file, descriptor));
  }

  /**
   * Opens the pictures.
   *
   * @throws UserError if options contradict each other
   * @throws EvaluationException if there is a calibration, and it is broken
   */
  PictureSets open() {
    PictureSets sets = pictures.open(asked().imageSize());
    return kept().map(sets::calibratedBy).orElse(sets);
  }
}
