package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.TrainingException;
import io.github.diffusion4j.train.TrainingObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A classifier of the data's own labels, to judge generated pictures by: as a descriptor it gives
 * the numbers before its last layer, for distances between sets of pictures; its probabilities are
 * what an {@link io.github.diffusion4j.eval.quality.InceptionScore} is made of. Neither can be
 * compared with numbers by Inception, or by another classifier.
 *
 * <p>It says what class a picture looks like, not whether it is a copy: for that take a {@link
 * CopyNetwork}.
 *
 * <p>Thread-safe. Its weights belong to the engine it was made with.
 */
public final class LabelClassifier implements Descriptor {
  private static final String NAME = "label-classifier";

  /** Raised whenever the same data and settings give another classifier. */
  private static final int VERSION = 1;

  private final ClassifierModel model;
  private final Preprocessing preprocessing;

  private LabelClassifier(ClassifierModel model) {
    this.model = model;
    preprocessing =
        new Preprocessing(
            model.manifest().classifier().imageSize(), model.manifest().classifier().channels());
  }

  /**
   * Loads one from its folder.
   *
   * @throws ModelException if there is none in the folder, or it is corrupt or foreign
   * @throws EvaluationException if it was trained on noisy pictures, which guides and does not
   *     judge
   */
  public static LabelClassifier load(Path folder, Engine engine) {
    ClassifierModel model = ClassifierModel.load(folder, engine);
    if (model.manifest().formulation() != null) {
      throw new EvaluationException(
          "the classifier in "
              + folder.toAbsolutePath()
              + " was trained on noisy pictures, which guides and does not judge; train one on pictures without noise");
    }
    return new LabelClassifier(model);
  }

  /**
   * Trains one, or loads what was trained on the same pictures and labels with the same settings:
   * it is kept in a folder of the cache whose name is a digest of these. A training that was killed
   * goes on where it was.
   *
   * @param training whose pictures all have a class, of at least two
   * @param heldOut to measure accuracy on, with the same classes
   * @param cache folder of classifiers; is made if it is not there
   * @param observer is told how training goes
   * @throws IllegalArgumentException if there are fewer than two classes, or the held-out pictures
   *     do not fit
   * @throws TrainingException if a picture has no class or the loss is not finite
   * @throws ModelException if the cache holds a corrupt classifier
   */
  public static LabelClassifier train(
      Engine engine,
      Dataset training,
      Dataset heldOut,
      LabelClassifierSettings settings,
      Path cache,
      TrainingObserver observer) {
    String key =
        DataDigest.ofJson(
            Map.of(
                "version",
                VERSION,
                "training",
                DataDigest.of(training),
                "heldOut",
                DataDigest.of(heldOut),
                "settings",
                settings));
    Path folder = cache.resolve("classifier-" + key.substring(0, 16));
    if (!Files.isRegularFile(folder.resolve(ClassifierManifest.FILE))) {
      settings.trainer(engine, training, heldOut, folder, observer).run();
    }
    return load(folder, engine);
  }

  /** Returns what is known of it. */
  public ClassifierManifest manifest() {
    return model.manifest();
  }

  /** Returns the names of its classes, in the order of its probabilities. */
  public List<String> classes() {
    return manifest().classes();
  }

  /**
   * Returns how often it was right about held-out pictures after its training, 0 to 1, measured on
   * up to 512 of them.
   */
  public double heldOutAccuracy() {
    return manifest().accuracies().get(0).share();
  }

  /**
   * Returns how often it is right about pictures, 0 to 1.
   *
   * @throws EvaluationException if their classes are others
   */
  public double accuracy(Dataset pictures) {
    if (!pictures.classes().equals(classes())) {
      throw new EvaluationException(
          "pictures of the classes %s cannot tell how accurate a classifier of %s is"
              .formatted(pictures.classes(), classes()));
    }
    return accuracy(
        IntStream.range(0, pictures.size()).mapToObj(pictures::image).toList(),
        IntStream.range(0, pictures.size()).map(pictures::label).toArray());
  }

  /**
   * Returns which share of pictures looks most like the class that it should show.
   *
   * @param pictures of any size, at least one
   * @param labels one a picture
   */
  public double accuracy(List<Image> pictures, int[] labels) {
    double[][] said = probabilities(pictures);
    long right = IntStream.range(0, said.length).filter(i -> largest(said[i]) == labels[i]).count();
    return (double) right / said.length;
  }

  private static int largest(double[] row) {
    int largest = 0;
    for (int i = 1; i < row.length; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }

  /**
   * Returns how likely each class is for each picture.
   *
   * @param pictures of any size
   * @return {@code [pictures, classes]}; each row adds up to 1
   */
  public double[][] probabilities(List<Image> pictures) {
    return doubles(model.probabilities(prepared(pictures)));
  }

  @Override
  public DescriptorIdentity identity() {
    return new DescriptorIdentity(NAME, manifest().weightsDigest(), preprocessing.toString());
  }

  @Override
  public double[] describe(Image picture) {
    return doubles(model.features(prepared(List.of(picture))))[0];
  }

  @Override
  public Features describe(List<Image> pictures) {
    return Features.of(identity(), doubles(model.features(prepared(pictures))));
  }

  private List<Image> prepared(List<Image> pictures) {
    return pictures.stream().map(preprocessing::of).toList();
  }

  private static double[][] doubles(float[][] rows) {
    double[][] result = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      result[i] = new double[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        result[i][j] = rows[i][j];
      }
    }
    return result;
  }
}
