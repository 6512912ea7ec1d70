package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A trained model: draws pictures.
 *
 * <p>Thread-safe. Its weights belong to the engine it was loaded with.
 */
public final class Model implements PictureModel {
  /** The weights' file in a model's folder: those averaged over training. */
  public static final String WEIGHTS = "model.safetensors";

  private final ModelManifest manifest;
  private final Engine engine;
  private final Network network;
  private final String digest;

  private Model(ModelManifest manifest, Engine engine, Network network, String digest) {
    this.manifest = manifest;
    this.engine = engine;
    this.network = network;
    this.digest = digest;
  }

  /** Wraps a network in memory, as the trainer does for a look at its progress. */
  public static Model of(ModelManifest manifest, Engine engine, Network network) {
    return new Model(manifest, engine, network, "");
  }

  /**
   * Loads a model.
   *
   * @throws ModelException if there is none in the folder, or it is corrupt or foreign
   */
  public static Model load(Path folder, Engine engine) {
    ModelManifest manifest = ModelManifest.read(folder);
    Path file = folder.resolve(WEIGHTS);
    try {
      Safetensors.Contents contents =
          Weights.read(file, manifest.weightsDigest(), ModelManifest.FILE);
      return of(manifest, engine, contents.tensors(), file);
    } catch (StoreException corrupt) {
      throw new ModelException(corrupt.getMessage(), corrupt);
    }
  }

  /**
   * Loads a model with other weights than those of its file, such as another average of them. Its
   * digest stays that of the file.
   *
   * @param weights by their names
   * @throws ModelException if there is no model in the folder, or the weights are not of its shape
   */
  public static Model load(Path folder, Engine engine, Map<String, Safetensors.Entry> weights) {
    return of(ModelManifest.read(folder), engine, weights, folder);
  }

  private static Model of(
      ModelManifest manifest, Engine engine, Map<String, Safetensors.Entry> weights, Path source) {
    requireRoomFor(manifest.network(), weights, source);
    UNet network = network(manifest, engine);
    Weights.restore(engine, weights, "", network.parameters().byName(), source.toString());
    return new Model(manifest, engine, network, manifest.weightsDigest());
  }

  /** Compares the manifest with the file before a network is made of what it claims. */
  private static void requireRoomFor(
      UNetSpec network, Map<String, Safetensors.Entry> weights, Path file) {
    long held = Weights.count(weights);
    long widest =
        (long) network.baseChannels()
            * network.multipliers().stream().mapToInt(Integer::intValue).max().orElse(1);
    // A level has at least a 3x3 convolution of its width to itself in each block.
    if (9 * widest * widest * network.blocks() > held) {
      throw new ModelException(
          ModelManifest.FILE
              + " describes a network "
              + widest
              + " channels wide, but "
              + file.toAbsolutePath()
              + " holds only "
              + held
              + " numbers. One of them is corrupt, or belongs to another model.");
    }
  }

  private static UNet network(ModelManifest manifest, Engine engine) {
    try {
      return new UNet(
          engine, manifest.network(), manifest.ports(), DataType.FLOAT32, manifest.seed());
    } catch (IllegalArgumentException impossible) {
      throw new ModelException(
          ModelManifest.FILE + " describes no network: " + impossible.getMessage(), impossible);
    }
  }

  /** Returns what is known of it. */
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public List<ModelManifest> stages() {
    return List.of(manifest);
  }

  /** Returns the SHA-256 of its weights' file; empty if it was never stored. */
  @Override
  public String digest() {
    return digest;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ModelException also if the model makes its pictures of smaller ones
   */
  @Override
  public List<Image> sample(
      SamplerSpec sampler, Guides guides, int[] labels, long seed, int firstIndex) {
    return new Drawing(this, sampler, guides).sample(labels, seed, firstIndex);
  }

  /**
   * Returns all else it can do with a sampler: editing, inpainting, interpolation, steering, and
   * guidance of other kinds.
   *
   * @throws ModelException if the model makes its pictures of smaller ones
   */
  public Drawing drawing(SamplerSpec sampler) {
    return new Drawing(this, sampler);
  }

  /**
   * Draws larger pictures of smaller ones.
   *
   * @param small pictures of the model's low resolution
   * @param labels class of each, -1 for none in particular
   * @throws ModelException as {@link #sample}, or if the model knows no small pictures
   */
  public List<Image> enlarge(
      SamplerSpec sampler,
      double guidance,
      List<Image> small,
      int[] labels,
      long seed,
      int firstIndex) {
    if (manifest.lowResolution() == null) {
      throw new ModelException("The model draws from nothing and cannot enlarge pictures");
    }
    Guides guides = Guides.of(guidance);
    guides.requireFit(this);
    requireLabels(labels);
    int size = manifest.lowResolution().size();
    Shape shape = Shape.of(labels.length, manifest.channels(), size, size);
    float[] pixels = new float[shape.size()];
    for (int i = 0; i < labels.length; i++) {
      small.get(i).toPlanar(pixels, i * (pixels.length / labels.length));
    }
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    try (Scope scope = engine.inference()) {
      Conditioning conditioning = told(new Conditioning(labels), engine.tensor(pixels, shape), 0);
      return Planes.images(draw(sampler, guides, conditioning, noise, 0));
    }
  }

  /**
   * Returns what its network is told of small pictures besides the rest.
   *
   * @param small {@code [N, C, h, w]}, with their noise on them
   * @param sigma the level of that noise, 0 or more
   */
  Conditioning told(Conditioning conditioning, Tensor small, double sigma) {
    Preconditioning preconditioning = manifest.formulation().preconditioning();
    return manifest.lowResolution().addTo(conditioning, small, sigma, preconditioning);
  }

  /**
   * Draws a batch. The result belongs to the scope that is open.
   *
   * @param until noise level to stop at; 0 for whole pictures
   * @return {@code [N, C, H, W]}, pictures with noise of that level
   */
  Tensor draw(
      SamplerSpec sampler,
      Guides guides,
      Conditioning conditioning,
      NoiseStreams noise,
      double until) {
    int size = manifest.imageSize();
    Shape shape = Shape.of(conditioning.size(), manifest.channels(), size, size);
    Denoiser denoiser = guides.around(this, conditioning);
    NoiseProcess process = manifest.formulation().preconditioning().process();
    return sampler.sampleUntil(
        until, denoiser, process, engine, shape, noise, SamplingObserver.none());
  }

  /** Returns what estimates the pictures behind noisy ones, told what each of a batch shows. */
  public Denoiser denoiser(Conditioning conditioning) {
    return new NetworkDenoiser(network, manifest.formulation().preconditioning(), conditioning);
  }

  Engine engine() {
    return engine;
  }

  void requireDrawsFromNothing() {
    if (manifest.lowResolution() != null) {
      throw new ModelException(
          "The model makes pictures of smaller ones, of size "
              + manifest.lowResolution().size()
              + ": it is a stage of a cascade. Draw from the folder of the whole cascade.");
    }
  }

  void checkSampler(SamplerSpec sampler) {
    try {
      sampler.requireFits(manifest.formulation().variance());
    } catch (IllegalArgumentException unsuited) {
      throw new ModelException(unsuited.getMessage(), unsuited);
    }
  }

  /** Refuses labels that are none of its classes, and -1 if it never learned that. */
  void requireLabels(int[] labels) {
    for (int label : labels) {
      if (label >= 0) {
        requireLabel("class", label);
      }
    }
    boolean noneAsked = Arrays.stream(labels).anyMatch(label -> label < 0);
    if (!manifest.classes().isEmpty() && !manifest.ports().noClass() && noneAsked) {
      throw noClassLearned("Pictures of no class in particular");
    }
  }

  void requireLabel(String what, int label) {
    int classes = manifest.classes().size();
    if (label >= classes) {
      throw new ModelException(
          "The model has no "
              + what
              + " "
              + label
              + (classes == 0
                  ? "; it was trained without classes"
                  : "; it has 0 to " + (classes - 1) + ": " + manifest.classes()));
    }
  }

  ModelException noClassLearned(String wanted) {
    return new ModelException(
        wanted
            + " cannot be drawn: the model was trained with every label shown. Train it with"
            + " training.label-dropout above 0, such as 0.1");
  }
}
