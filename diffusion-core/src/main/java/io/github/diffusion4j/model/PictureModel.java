package io.github.diffusion4j.model;

import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What draws pictures: one network, or several that hand their pictures on. Thread-safe. */
public sealed interface PictureModel permits Model, CascadeModel {
  /**
   * Loads what a folder holds.
   *
   * @param handover how the stages of a cascade hand pictures on; not used by a single model
   * @throws ModelException if there is no model in the folder, or it is corrupt or foreign
   */
  static PictureModel load(Path folder, Engine engine, Handover handover) {
    return load(folder, engine, handover, place -> Model.load(place, engine));
  }

  /**
   * Loads what a folder holds, its networks in another way than as they lie there.
   *
   * @param network loads the one of a folder
   * @throws ModelException as for {@link #load(Path, Engine, Handover)}
   */
  static PictureModel load(
      Path folder, Engine engine, Handover handover, Function<Path, Model> network) {
    ManifestFile file = ManifestFile.read(folder);
    return CascadeManifest.isIn(file)
        ? CascadeModel.load(folder, engine, handover, network)
        : network.apply(folder);
  }

  /**
   * Returns the names of the files that a model consists of, relative to its folder.
   *
   * @throws ModelException if there is no model in the folder, or it is foreign
   */
  static List<String> files(Path folder) {
    ManifestFile file = ManifestFile.read(folder);
    return CascadeManifest.isIn(file)
        ? file.as(CascadeManifest.class).files()
        : List.of(ModelManifest.FILE, Model.WEIGHTS);
  }

  /** Returns what is known of its networks, in the order in which they draw; one or more. */
  List<ModelManifest> stages();

  /** Returns what is known of the network that draws the pictures as they come out. */
  default ModelManifest last() {
    return stages().get(stages().size() - 1);
  }

  /** Returns the SHA-256 of a file that stands for all of it; empty if it was never stored. */
  String digest();

  /**
   * Draws one picture a label, at once, with classifier-free guidance.
   *
   * @param guidance its scale; 1 is off, and the only one without classes
   */
  default List<Image> sample(
      SamplerSpec sampler, double guidance, int[] labels, long seed, int firstIndex) {
    return sample(sampler, Guides.of(guidance), labels, seed, firstIndex);
  }

  /**
   * Draws one picture a label, at once. Picture k of a seed is the same in any batch, up to
   * rounding.
   *
   * @param sampler and its number of steps
   * @param guides what changes the estimates of all its networks
   * @param labels class of each picture, -1 for none in particular
   * @param seed of the noise
   * @param firstIndex k of the first picture
   * @throws ModelException if a label is unknown or the guides do not fit
   */
  List<Image> sample(SamplerSpec sampler, Guides guides, int[] labels, long seed, int firstIndex);
}
