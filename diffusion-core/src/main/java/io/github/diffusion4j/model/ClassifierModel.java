package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.NetworkClassifier;
import io.github.diffusion4j.denoise.PictureClassifier;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A trained classifier: guides sampling, if it knows noisy pictures, and judges what was drawn.
 *
 * <p>Thread-safe. Its weights belong to the engine it was loaded with.
 */
public final class ClassifierModel implements PictureClassifier {
  /** The weights' file in a classifier's folder. */
  public static final String WEIGHTS = "classifier.safetensors";

  private static final int AT_ONCE = 64;

  private final ClassifierManifest manifest;
  private final Engine engine;
  private final Classifier network;
  private final NetworkClassifier classifier;

  private ClassifierModel(ClassifierManifest manifest, Engine engine, Classifier network) {
    this.manifest = manifest;
    this.engine = engine;
    this.network = network;
    NoiseProcess process =
        manifest.formulation() == null ? null : manifest.formulation().preconditioning().process();
    classifier = new NetworkClassifier(network, process);
  }

  /**
   * Loads a classifier.
   *
   * @throws ModelException if there is none in the folder, or it is corrupt or foreign
   */
  public static ClassifierModel load(Path folder, Engine engine) {
    ClassifierManifest manifest = ClassifierManifest.read(folder);
    Path file = folder.resolve(WEIGHTS);
    try {
      Safetensors.Contents contents =
          Weights.read(file, manifest.weightsDigest(), ClassifierManifest.FILE);
      requireFilled(manifest.classifier(), contents, file);
      Classifier network =
          new Classifier(engine, manifest.classifier(), DataType.FLOAT32, manifest.seed());
      Weights.restore(
          engine, contents.tensors(), "", network.parameters().byName(), file.toString());
      return new ClassifierModel(manifest, engine, network);
    } catch (StoreException corrupt) {
      throw new ModelException(corrupt.getMessage(), corrupt);
    }
  }

  /** Compares the manifest with the file before a network is made of what it claims. */
  private static void requireFilled(ClassifierSpec spec, Safetensors.Contents contents, Path file) {
    long wanted;
    try {
      wanted = Classifier.parameterCount(spec);
    } catch (IllegalArgumentException impossible) {
      throw new ModelException(
          ClassifierManifest.FILE + " describes no classifier: " + impossible.getMessage(),
          impossible);
    }
    long held = Weights.count(contents.tensors());
    if (wanted != held) {
      throw new ModelException(
          ClassifierManifest.FILE
              + " describes a network of "
              + wanted
              + " numbers, but "
              + file.toAbsolutePath()
              + " holds "
              + held
              + ". One of them is corrupt, or belongs to another classifier.");
    }
  }

  /** Returns what is known of it. */
  public ClassifierManifest manifest() {
    return manifest;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ModelException if the pictures are of another size than it was trained on
   * @throws IllegalArgumentException if it knows no noise and a level is not 0
   */
  @Override
  public Tensor logits(Tensor x, double[] sigmas) {
    requireSize(x.shape().dim(1), x.shape().dim(2), x.shape().dim(3));
    return classifier.logits(x, sigmas);
  }

  /**
   * Returns how likely each class is for each picture.
   *
   * @param pictures without noise, of the size it was trained on
   * @return {@code [pictures, classes]}
   */
  public float[][] probabilities(List<Image> pictures) {
    return judge(pictures, (input, told) -> network.forward(input, told).softmax());
  }

  /**
   * Returns what the classifier goes by: the numbers before its last layer, for distances between
   * sets of pictures.
   *
   * @param pictures without noise, of the size it was trained on
   * @return {@code [pictures, features]}
   */
  public float[][] features(List<Image> pictures) {
    return judge(pictures, network::features);
  }

  private float[][] judge(List<Image> pictures, BiFunction<Tensor, double[], Tensor> by) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += AT_ONCE) {
      List<Image> part = pictures.subList(from, Math.min(from + AT_ONCE, pictures.size()));
      double[] sigmas = new double[part.size()];
      Arrays.fill(sigmas, classifier.leastNoise());
      try (Scope scope = engine.inference()) {
        Tensor input = classifier.input(tensor(part), sigmas);
        Tensor said = by.apply(input, classifier.conditions(sigmas));
        float[] values = said.toFloats();
        int length = said.shape().dim(1);
        for (int i = 0; i < part.size(); i++) {
          rows.add(Arrays.copyOfRange(values, i * length, (i + 1) * length));
        }
      }
    }
    return rows.toArray(new float[0][]);
  }

  private Tensor tensor(List<Image> pictures) {
    int size = manifest.classifier().imageSize();
    int channels = manifest.classifier().channels();
    int length = channels * size * size;
    float[] values = new float[pictures.size() * length];
    for (int i = 0; i < pictures.size(); i++) {
      Image picture = pictures.get(i);
      requireSize(picture.channels(), picture.height(), picture.width());
      picture.toPlanar(values, i * length);
    }
    return engine.tensor(values, Shape.of(pictures.size(), channels, size, size));
  }

  /** Refuses to guide a model whose noisy pictures it cannot judge. */
  void requireGuides(ModelManifest model) {
    if (manifest.formulation() == null) {
      throw new ModelException(
          "The classifier has learned pictures without noise only, and what it is to guide is"
              + " noisy; train one with the noise of the model");
    }
    int size = manifest.classifier().imageSize();
    int channels = manifest.classifier().channels();
    if (size != model.imageSize() || channels != model.channels()) {
      throw new ModelException(
          "The classifier was trained on pictures of %dx%d with %d channels, but the model draws %dx%d with %d; train a classifier on pictures of that size"
              .formatted(
                  size, size, channels, model.imageSize(), model.imageSize(), model.channels()));
    }
    if (!manifest.classes().containsAll(model.classes())) {
      throw new ModelException(
          "The classifier knows the classes "
              + manifest.classes()
              + ", but the model draws "
              + model.classes()
              + "; train a classifier on the model's data");
    }
  }

  /** Refuses labels that are none of its classes; -1 is none in particular. */
  void requireLabels(int[] labels) {
    int classes = manifest.classes().size();
    for (int label : labels) {
      if (label >= classes) {
        throw new ModelException(
            "The classifier has no class "
                + label
                + "; it has 0 to "
                + (classes - 1)
                + ": "
                + manifest.classes());
      }
    }
  }

  private void requireSize(int channels, int height, int width) {
    ClassifierSpec spec = manifest.classifier();
    if (channels != spec.channels() || height != spec.imageSize() || width != spec.imageSize()) {
      throw new ModelException(
          "The classifier was trained on pictures of %dx%d with %d channels and cannot judge those of %dx%d with %d; train one on pictures of this size"
              .formatted(
                  spec.imageSize(), spec.imageSize(), spec.channels(), width, height, channels));
    }
  }
}
