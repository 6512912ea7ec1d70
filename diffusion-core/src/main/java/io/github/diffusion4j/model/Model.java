package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.ClassifierFreeGuidance;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model: draws pictures.
 *
 * <p>Thread-safe. Its weights belong to the engine it was loaded with.
 */
public final class Model {
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
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toAbsolutePath()
              + " is missing beside "
              + ModelManifest.FILE
              + ". Train the model again, or bring the file back.");
    }
    try {
      String digest = Digests.sha256(file);
      if (!digest.equals(manifest.weightsDigest())) {
        throw new ModelException(
            file.toAbsolutePath()
                + " is not the file that "
                + ModelManifest.FILE
                + " speaks of: its SHA-256 is "
                + digest
                + ", expected "
                + manifest.weightsDigest()
                + ". It is corrupt, or belongs to another model.");
      }
      Safetensors.Contents contents = Safetensors.read(file);
      requireRoomFor(manifest.network(), contents, file);
      UNet network = network(manifest, engine);
      Weights.restore(
          engine, contents.tensors(), "", network.parameters().byName(), file.toString());
      return new Model(manifest, engine, network, digest);
    } catch (StoreException corrupt) {
      throw new ModelException(corrupt.getMessage(), corrupt);
    }
  }

  /** Compares the manifest with the file before a network is made of what it claims. */
  private static void requireRoomFor(UNetSpec network, Safetensors.Contents contents, Path file) {
    long held =
        contents.tensors().values().stream()
            .mapToLong(
                entry -> Arrays.stream(entry.shape()).asLongStream().reduce(1, (a, b) -> a * b))
            .sum();
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
          engine,
          manifest.network(),
          UNetPorts.of(manifest.imageSize(), manifest.channels(), manifest.classes().size()),
          DataType.FLOAT32,
          manifest.seed());
    } catch (IllegalArgumentException impossible) {
      throw new ModelException(
          ModelManifest.FILE + " describes no network: " + impossible.getMessage(), impossible);
    }
  }

  /** Returns what is known of it. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** Returns the SHA-256 of its weights' file; empty if it was never stored. */
  public String digest() {
    return digest;
  }

  /**
   * Draws one picture a label, at once. Picture k of a seed is the same in any batch, up to
   * rounding.
   *
   * @param sampler and its number of steps
   * @param guidance scale of classifier-free guidance; 1 is off, and the only one without classes
   * @param labels class of each picture, -1 for none in particular
   * @param seed of the noise
   * @param firstIndex k of the first picture
   * @throws ModelException if a label is unknown or guidance is asked of a model without classes
   */
  public List<Image> sample(
      SamplerSpec sampler, double guidance, int[] labels, long seed, int firstIndex) {
    checkLabels(labels, guidance);
    Shape shape =
        Shape.of(labels.length, manifest.channels(), manifest.imageSize(), manifest.imageSize());
    Preconditioning preconditioning = manifest.formulation().preconditioning();
    Denoiser denoiser = denoiser(new Conditioning(labels), preconditioning);
    if (guidance != 1) {
      Denoiser unconditional = denoiser(Conditioning.none(labels.length), preconditioning);
      denoiser = new ClassifierFreeGuidance(denoiser, unconditional, guidance);
    }
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    try (Scope scope = engine.inference()) {
      Tensor pictures =
          sampler.sample(
              denoiser, preconditioning.process(), engine, shape, noise, SamplingObserver.none());
      return images(pictures);
    }
  }

  private Denoiser denoiser(Conditioning conditioning, Preconditioning preconditioning) {
    return new NetworkDenoiser(network, preconditioning, conditioning);
  }

  private List<Image> images(Tensor pictures) {
    float[] values = pictures.toFloats();
    Shape shape = pictures.shape();
    int size = values.length / shape.dim(0);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < shape.dim(0); i++) {
      images.add(Image.ofPlanar(values, i * size, shape.dim(1), shape.dim(2), shape.dim(3)));
    }
    return images;
  }

  private void checkLabels(int[] labels, double guidance) {
    int classes = manifest.classes().size();
    for (int label : labels) {
      if (label >= classes) {
        throw new ModelException(
            "The model has no class "
                + label
                + (classes == 0
                    ? "; it was trained without classes"
                    : "; it has 0 to " + (classes - 1) + ": " + manifest.classes()));
      }
    }
    if (guidance != 1 && classes == 0) {
      throw new ModelException(
          "Guidance "
              + guidance
              + " needs a model with classes, and this one was trained without;"
              + " leave it at 1");
    }
  }
}
