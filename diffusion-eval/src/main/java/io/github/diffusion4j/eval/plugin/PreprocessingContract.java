package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that makes a descriptor of a model's file: what the network gets for a picture, which of its
 * outputs counts and what becomes of it. It stands in a file beside the model, {@code
 * model.onnx.preprocessing.json} for {@code model.onnx}; docs/descriptors.md has its keys.
 *
 * @param name of the descriptor, such as {@code sscd-disc-mixup}
 * @param sha256 of the model's file
 * @param dataFiles names and SHA-256 of the files beside it that hold its weights, if it has such
 * @param licence of the weights, a name or the text
 * @param input the network's input that gets pictures
 * @param picture what it gets
 * @param output the network's output, or the layer, that describes them
 * @param dimensions how many numbers a picture has there
 * @param normalise whether a row is divided by its Euclidean length
 * @param floor the least similarity that counts as a copy, whatever held-out pictures say
 * @param calibration what is known about the descriptor
 */
public record PreprocessingContract(
    String name,
    String sha256,
    Map<String, String> dataFiles,
    String licence,
    String input,
    PictureInput picture,
    String output,
    int dimensions,
    boolean normalise,
    OptionalDouble floor,
    Optional<CalibrationRecord> calibration) {
  private static final String ENDING = ".preprocessing.json";
  private static final int MOST_DIMENSIONS = 1 << 20;
  private static final int LONGEST_NAME = 200;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE_NAME =
      Pattern.compile("[\\p{L}\\p{N}_ +=-][\\p{L}\\p{N}._ +=-]*");

  /**
   * Checks all ranges.
   *
   * @throws EvaluationException if one is left, or if the calibration is one of other preprocessing
   */
  public PreprocessingContract {
    requireName("name", name);
    requireName("input", input);
    requireName("output", output);
    requireDigest("sha256", sha256);
    dataFiles = new TreeMap<>(dataFiles);
    dataFiles.forEach(PreprocessingContract::requireDataFile);
    dataFiles = Collections.unmodifiableMap(dataFiles);
    Objects.requireNonNull(picture, "picture");
    if (licence.isBlank()) {
      throw new EvaluationException(
          "licence is blank; say under which licence the weights are, such as MIT");
    }
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new EvaluationException(
          "dimensions is %d; it is how many numbers the output has for a picture, 1 to %,d"
              .formatted(dimensions, MOST_DIMENSIONS));
    }
    if (floor.isPresent() && !Double.isFinite(floor.getAsDouble())) {
      throw new EvaluationException(
          "floor is %s; it is a similarity, such as 0.5, or left out"
              .formatted(floor.getAsDouble()));
    }
    if (calibration.isPresent()) {
      requireSamePreprocessing(calibration.get(), text(picture, output, dimensions, normalise));
    }
  }

  private static void requireName(String key, String value) {
    if (value.isBlank()
        || value.length() > LONGEST_NAME
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new EvaluationException(
          "%s is '%s'; it is a name of 1 to %d printable characters"
              .formatted(key, ContractFile.printable(value), LONGEST_NAME));
    }
  }

  private static void requireDigest(String key, String value) {
    if (!DIGEST.matcher(value).matches()) {
      throw new EvaluationException(
          "%s is '%s'; it is the file's SHA-256, 64 hexadecimal digits in lower case, as sha256sum prints it"
              .formatted(key, ContractFile.printable(value)));
    }
  }

  private static void requireDataFile(String file, String digest) {
    if (!FILE_NAME.matcher(file).matches()) {
      throw new EvaluationException(
          "data-files names '%s'; a name is that of a file in the model's own folder, without separators"
              .formatted(ContractFile.printable(file)));
    }
    requireDigest("data-files." + file, digest);
  }

  private static void requireSamePreprocessing(CalibrationRecord record, String own) {
    if (!record.preprocessing().equals(own)) {
      throw new EvaluationException(
          "calibration is of the preprocessing '%s' and this is '%s'; results of the two cannot be compared: calibrate again, or leave the calibration out"
              .formatted(ContractFile.printable(record.preprocessing()), own));
    }
  }

  /** Returns where the contract of a model is. */
  public static Path beside(Path model) {
    return model.resolveSibling(model.getFileName() + ENDING);
  }

  /** Returns the path of a contract's model; any other path as it is. */
  public static String modelOf(String path) {
    return path.endsWith(ENDING) ? path.substring(0, path.length() - ENDING.length()) : path;
  }

  /**
   * Reads a contract that may come from anywhere. It says nothing yet about the model.
   *
   * @param file as {@link #beside} names it
   * @throws EvaluationException if it cannot be read, if a key is unknown, missing or there twice,
   *     or a value outside of its range; the message has the key, the value and what is allowed
   */
  public static PreprocessingContract read(Path file) {
    return ContractFile.read(file);
  }

  /**
   * Writes the file.
   *
   * @throws io.github.diffusion4j.store.StoreException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.write(file, ContractFile.bytes(this));
  }

  /**
   * Refuses other files than those that the contract is of.
   *
   * @param mostBytes that all of them may have together
   * @throws EvaluationException if they have more, or the digest of one is another
   * @throws io.github.diffusion4j.store.StoreException if one cannot be read
   */
  public void requireFiles(Path model, long mostBytes) {
    long bytes = size(model);
    for (String file : dataFiles.keySet()) {
      bytes += size(model.resolveSibling(file));
    }
    if (bytes > mostBytes) {
      throw new EvaluationException(
          "%s has, with all files of its weights, %,d bytes, and at most %,d are allowed; if it is to be that large, allow more in the settings"
              .formatted(model, bytes, mostBytes));
    }
    requireFile("sha256", model, sha256);
    dataFiles.forEach(
        (file, digest) -> requireFile("data-files." + file, model.resolveSibling(file), digest));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw new EvaluationException(
          "cannot read %s (%s); the model and all files of its weights stand in one folder"
              .formatted(file, failure.getClass().getSimpleName()),
          failure);
    }
  }

  private static void requireFile(String key, Path file, String expected) {
    String actual = Digests.sha256(file);
    if (!actual.equals(expected)) {
      throw new EvaluationException(
          "%s has the SHA-256 %s, and %s of its contract is %s: it is another file. Get the one that the contract is of, or, if this one is right and all else of the contract holds for it, write its digest there"
              .formatted(file, actual, key, expected));
    }
  }

  /**
   * Returns all that is done to a picture and to the network's answer, in one line: of two
   * contracts it is the same only if they do the same. Results of different ones are not
   * comparable.
   */
  public String preprocessing() {
    return text(picture, output, dimensions, normalise);
  }

  private static String text(
      PictureInput picture, String output, int dimensions, boolean normalise) {
    return "%s, '%s' of %d%s"
        .formatted(picture.text(), output, dimensions, normalise ? " normalised" : "");
  }

  /** Returns the identity that every result carries. */
  public DescriptorIdentity identity() {
    String weights =
        dataFiles.isEmpty()
            ? sha256
            : Digests.sha256((sha256 + dataFiles).getBytes(StandardCharsets.UTF_8));
    return new DescriptorIdentity(name, weights, preprocessing());
  }
}
