package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.GemPooling;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.ResidualNetwork;
import io.github.diffusion4j.nn.ResidualNetworkSpec;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A small network for finding edited copies, in the manner of SSCD (Pizzi et al. 2022): a ResNet
 * whose activations are pooled by generalised means, brought to a few dimensions and to length 1.
 * {@link CopyNetworkTraining} makes it. What it makes of a picture and of its mirror image is added
 * up, so that the two have one descriptor. Similarities are inner products of its rows, which are
 * cosines.
 *
 * <p>Its similarities depend on what it was trained on, so no threshold of another descriptor, or
 * of another run, means anything for it: calibrate on held-out pictures.
 *
 * <p>It finds mirrored, recoloured, noisy and compressed copies. With {@link
 * CopyAugmentation#standard} it ranks cropped ones far better than pixels do, but where many
 * pictures are nearly alike, as clothes of 28 pixels are, a crop is further from its original than
 * these are from each other, and no threshold of few false alarms finds it.
 *
 * <p>Thread-safe. Its weights belong to the engine it was made with. Rows of one picture differ in
 * their last bits by the number of pictures described at once.
 */
public final class CopyNetwork implements Descriptor {
  /** The weights' file in a descriptor's folder. */
  public static final String WEIGHTS = "descriptor.safetensors";

  /**
   * The names of the kinds of copies ({@code eval.plant}) that it is to see, and that its self-test
   * is of. Crops are not among them.
   */
  public static final Set<String> SEES = Set.of("flip", "jpeg", "noise", "colour");

  private static final String NAME = "copy-network";
  private static final double SMALL = 1e-12;

  private final CopyNetworkManifest manifest;
  private final NetworkDescriptor descriptor;

  CopyNetwork(CopyNetworkManifest manifest, NetworkDescriptor descriptor) {
    this.manifest = manifest;
    this.descriptor = descriptor;
  }

  /**
   * Loads one from its folder.
   *
   * @throws ModelException if there is none in the folder, or it is corrupt or foreign
   * @throws EvaluationException if it failed its self-test
   */
  public static CopyNetwork load(Path folder, Engine engine) {
    CopyNetworkManifest manifest = CopyNetworkManifest.read(folder);
    Path file = folder.resolve(WEIGHTS);
    try {
      Safetensors.Contents contents =
          Weights.read(file, manifest.weightsDigest(), CopyNetworkManifest.FILE);
      requireFilled(manifest.network(), contents, file);
      ResidualNetwork network = network(engine, manifest.network(), 0);
      Weights.restore(
          engine, contents.tensors(), "", network.parameters().byName(), file.toString());
      NetworkDescriptor descriptor =
          descriptor(manifest.weightsDigest(), manifest.preprocessing(), engine, network);
      manifest.selfTest().requirePassed(descriptor.identity());
      return new CopyNetwork(manifest, descriptor);
    } catch (StoreException corrupt) {
      throw new ModelException(corrupt.getMessage(), corrupt);
    }
  }

  /** Compares the manifest with the file before a network is made of what it claims. */
  private static void requireFilled(
      ResidualNetworkSpec spec, Safetensors.Contents contents, Path file) {
    long wanted = ResidualNetwork.parameterCount(spec);
    long held = Weights.count(contents.tensors());
    if (wanted != held) {
      throw new ModelException(
          "%s describes a network of %d numbers, but %s holds %d. One of them is corrupt, or belongs to another descriptor."
              .formatted(CopyNetworkManifest.FILE, wanted, file.toAbsolutePath(), held));
    }
  }

  static ResidualNetwork network(Engine engine, ResidualNetworkSpec spec, long seed) {
    return new ResidualNetwork(engine, spec, GemPooling.standard()::pool, DataType.FLOAT32, seed);
  }

  static NetworkDescriptor descriptor(
      String weights, Preprocessing preprocessing, Engine engine, ResidualNetwork network) {
    return new NetworkDescriptor(
        new DescriptorIdentity(NAME, weights, preprocessing.toString()),
        preprocessing,
        engine,
        pictures -> unit(embed(network, pictures).add(embed(network, mirrored(pictures)))));
  }

  private static Tensor mirrored(Tensor pictures) {
    int width = pictures.shape().dim(3);
    return pictures.indexSelect(3, IntStream.range(0, width).map(x -> width - 1 - x).toArray());
  }

  /** Runs a network; rows {@code [N, dimensions]} of length 1. */
  static Tensor embed(ResidualNetwork network, Tensor pictures) {
    return unit(network.forward(pictures));
  }

  private static Tensor unit(Tensor rows) {
    return rows.multiply(rows.square().sum(1).add(SMALL).power(-0.5));
  }

  /** Returns what is known of it. */
  public CopyNetworkManifest manifest() {
    return manifest;
  }

  @Override
  public DescriptorIdentity identity() {
    return descriptor.identity();
  }

  @Override
  public double[] describe(Image picture) {
    return descriptor.describe(picture);
  }

  @Override
  public Features describe(List<Image> pictures) {
    return descriptor.describe(pictures);
  }
}
