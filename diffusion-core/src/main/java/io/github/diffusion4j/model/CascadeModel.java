package io.github.diffusion4j.model;

import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A trained cascade: the first stage draws small pictures, each other larger ones of those (Ho et
 * al. 2022). Sampler, guidance and class are the same for all stages.
 */
public final class CascadeModel implements PictureModel {
  private final List<Model> stages;
  private final Engine engine;
  private final String digest;
  private final Handover handover;

  private CascadeModel(List<Model> stages, Engine engine, String digest, Handover handover) {
    this.stages = stages;
    this.engine = engine;
    this.digest = digest;
    this.handover = handover;
  }

  /**
   * Loads a cascade.
   *
   * @param handover how its stages hand pictures on
   * @throws ModelException if there is none in the folder, it is corrupt or foreign, or one that
   *     was trained without noise is to end its stages early
   */
  public static CascadeModel load(Path folder, Engine engine, Handover handover) {
    return load(folder, engine, handover, place -> Model.load(place, engine));
  }

  static CascadeModel load(
      Path folder, Engine engine, Handover handover, Function<Path, Model> network) {
    CascadeManifest manifest = ManifestFile.read(folder).as(CascadeManifest.class);
    List<Model> stages = new ArrayList<>();
    for (CascadeManifest.Part part : manifest.cascade()) {
      Path place = folder.resolve(part.folder());
      Model stage = network.apply(place);
      requireSame(place.resolve(ModelManifest.FILE), part);
      requireNext(stages, stage.manifest(), part, place);
      requireNoise(stage.manifest().lowResolution(), handover);
      stages.add(stage);
    }
    String digest = Digests.sha256(folder.resolve(ModelManifest.FILE));
    return new CascadeModel(List.copyOf(stages), engine, digest, handover);
  }

  private static void requireSame(Path file, CascadeManifest.Part part) {
    if (!Digests.sha256(file).equals(part.manifestDigest())) {
      throw new ModelException(
          file.toAbsolutePath()
              + " is not the file that the cascade's "
              + ModelManifest.FILE
              + " speaks of: its SHA-256 is another. The stage was trained again or is corrupt;"
              + " train the cascade again.");
    }
  }

  private static void requireNext(
      List<Model> before, ModelManifest stage, CascadeManifest.Part part, Path place) {
    ModelManifest last = before.isEmpty() ? null : before.get(before.size() - 1).manifest();
    int below = stage.lowResolution() == null ? 0 : stage.lowResolution().size();
    boolean fits =
        stage.imageSize() == part.size()
            && below == (last == null ? 0 : last.imageSize())
            && (last == null
                || last.channels() == stage.channels() && last.classes().equals(stage.classes()));
    if (!fits) {
      throw new ModelException(
          place.toAbsolutePath()
              + " holds no stage of this cascade: it makes pictures of size "
              + stage.imageSize()
              + (below == 0 ? "" : " of those of size " + below)
              + ", and the stage before makes "
              + (last == null ? "none" : "those of size " + last.imageSize())
              + ". Train the cascade again.");
    }
  }

  private static void requireNoise(LowResolution below, Handover handover) {
    if (below != null && !below.augmentation().noise() && handover.truncated()) {
      throw new ModelException(
          "truncated is true, but the cascade's stages were trained without noise on their small"
              + " pictures; set cascade.truncated to false, or train with cascade.noise true");
    }
  }

  @Override
  public List<ModelManifest> stages() {
    return stages.stream().map(Model::manifest).toList();
  }

  /** Returns the SHA-256 of its manifest, which has those of all its parts. */
  @Override
  public String digest() {
    return digest;
  }

  @Override
  public List<Image> sample(
      SamplerSpec sampler, Guides guides, int[] labels, long seed, int firstIndex) {
    requireForAllStages(guides);
    guides.requireFit(stages.get(0));
    guides.requireLabels(stages.get(0), labels);
    stages.get(0).checkSampler(sampler);
    requireBelowStart(sampler);
    Conditioning classes = new Conditioning(labels);
    // One stream a picture for all stages: each goes on drawing where the one before stopped.
    NoiseStreams noise = NoiseStreams.of(seed, firstIndex, labels.length);
    try (Scope scope = engine.inference()) {
      Tensor pictures = stages.get(0).draw(sampler, guides, classes, noise, endOf(0));
      for (int i = 1; i < stages.size(); i++) {
        Tensor small = handover.truncated() ? pictures : noised(pictures, noiseInto(i), noise);
        Conditioning told = stages.get(i).told(classes, small, noiseInto(i));
        pictures = stages.get(i).draw(sampler, guides, told, noise, endOf(i));
      }
      return Planes.images(pictures);
    }
  }

  private static void requireForAllStages(Guides guides) {
    boolean weaker = guides.reference() instanceof Reference.WeakerModel;
    if (weaker || guides.classifier() != null) {
      throw new ModelException(
          "A "
              + (weaker ? "weaker model" : "classifier")
              + " is of one size and cannot guide the stages of a cascade, which are of "
              + "several; guide a cascade by its classes");
    }
  }

  private void requireBelowStart(SamplerSpec sampler) {
    NoiseProcess process = last().formulation().preconditioning().process();
    double start = sampler.grid(process)[0];
    if (handover.samplingNoise() >= start) {
      throw new ModelException(
          "sampling-noise is "
              + handover.samplingNoise()
              + ", but sampling begins with "
              + start
              + "; choose a lower cascade.sampling-noise");
    }
  }

  /** Returns the noise level at which a stage stops drawing. */
  private double endOf(int stage) {
    return handover.truncated() ? noiseInto(stage + 1) : 0;
  }

  /** Returns the noise level of the pictures that a stage is given. */
  private double noiseInto(int stage) {
    boolean noisy =
        stage > 0
            && stage < stages.size()
            && stages.get(stage).manifest().lowResolution().augmentation().noise();
    return noisy ? handover.samplingNoise() : 0;
  }

  private static Tensor noised(Tensor pictures, double sigma, NoiseStreams noise) {
    Tensor clean = pictures.clamp(-1, 1);
    return sigma == 0
        ? clean
        : clean.add(noise.next(clean.engine(), clean.shape(), clean.type()).multiply(sigma));
  }
}
