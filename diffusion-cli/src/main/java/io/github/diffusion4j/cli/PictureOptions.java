package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.SamplesFolder;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.image.Fit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which pictures are compared with which. */
final class PictureOptions {
  /** A side in pixels, where no picture is read. */
  private static final int UNREAD = 32;

  @Option(
      names = "--generated",
      paramLabel = "PATH",
      description = "The pictures to judge: a folder, an archive, or what else is understood.")
  private String generated;

  @Option(
      names = "--train",
      paramLabel = "PATH",
      required = true,
      description = "The pictures that may have been copied: what the model was trained on.")
  private String train;

  @Option(
      names = "--held-out",
      paramLabel = "PATH",
      description =
          "Pictures of the same source that the model never saw: they say how like a training"
              + " picture a new one may be.")
  private String heldOut;

  @Option(
      names = "--held-out-share",
      paramLabel = "SHARE",
      description =
          "In place of --held-out: the share of --train that the recipe's data.held-out kept from"
              + " training, such as 0.1.")
  private Double heldOutShare;

  /** Returns a line of digests for each set, of files and not of pixels. */
  String digests() {
    StringBuilder all = new StringBuilder();
    all.append("generated ").append(manifest(generated()).digest()).append('\n');
    all.append("train ").append(manifest(train).digest()).append('\n');
    if (heldOut != null) {
      all.append("held-out ").append(manifest(heldOut).digest()).append('\n');
    }
    return all.append("share ").append(heldOutShare).append('\n').toString();
  }

  private static DataManifest manifest(String path) {
    return Datasets.manifest(spec(path, UNREAD, 0, 0));
  }

  /**
   * Opens the pictures.
   *
   * @param imageSize side to which all are fitted, in pixels
   * @throws UserError if options contradict each other
   */
  PictureSets open(int imageSize) {
    Dataset training = training(imageSize);
    int channels = training.channels();
    return new PictureSets(training, heldOut(imageSize, channels), samples(imageSize, channels));
  }

  /** Opens the training pictures, without those that are held out of them. */
  Dataset training(int imageSize) {
    return Datasets.open(spec(train, imageSize, 0, share()));
  }

  /** Opens the held-out pictures, if there are any. */
  Optional<Dataset> heldOut(int imageSize, int channels) {
    if (heldOut != null) {
      return Optional.of(Datasets.open(spec(heldOut, imageSize, channels, 0)));
    }
    return heldOutShare == null
        ? Optional.empty()
        : Optional.of(Datasets.heldOut(spec(train, imageSize, 0, share())));
  }

  private double share() {
    if (heldOut != null && heldOutShare != null) {
      throw new UserError(
          "--held-out and --held-out-share are both given; name the held-out pictures one way");
    }
    if (heldOutShare != null && !(heldOutShare > 0 && heldOutShare < 1)) {
      throw new UserError("--held-out-share is " + heldOutShare + "; it lies between 0 and 1");
    }
    return heldOutShare == null ? 0 : heldOutShare;
  }

  private String generated() {
    if (generated == null) {
      throw new UserError("--generated is missing; name the pictures to judge");
    }
    return generated;
  }

  private Dataset samples(int imageSize, int channels) {
    return SamplesFolder.withoutSheet(
        Path.of(generated()), Datasets.open(spec(generated(), imageSize, channels, 0)));
  }

  /**
   * Returns how to find the file of a training picture that a report names by its digest, if it is
   * a file of its own; a report that names none costs no reading.
   */
  Function<String, Optional<Path>> trainingFiles(Optional<EvaluationReport> report) {
    if (report.map(named -> named.replication().findings().isEmpty()).orElse(true)) {
      return digest -> Optional.empty();
    }
    Path root = Path.of(train).toAbsolutePath().normalize();
    Map<String, Path> files = new HashMap<>();
    if (Files.isDirectory(root)) {
      for (DataManifest.Entry entry : manifest(train).entries()) {
        Path file = root.resolve(entry.name()).normalize();
        if (file.startsWith(root)) {
          files.putIfAbsent(entry.sha256(), file);
        }
      }
    }
    return digest -> Optional.ofNullable(files.get(digest));
  }

  private static DataSpec spec(String path, int imageSize, int channels, double share) {
    try {
      return new DataSpec(
          path, imageSize, channels, Fit.CROP, Unreadable.Policy.SKIP, share, "none");
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
