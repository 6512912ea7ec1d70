package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.nn.Conditioning;

/** What guidance without a classifier moves estimates away from. */
public sealed interface Reference {
  /** The model itself, not told what to show: classifier-free guidance. */
  record NoClass() implements Reference {}

  /**
   * The model itself, told what not to show.
   *
   * @param label one of its classes
   */
  record NegativeClass(int label) implements Reference {}

  /**
   * A weaker model that is told the same: autoguidance (Karras et al. 2024). It may have learned
   * with other noise.
   *
   * @param model with the size, channels and classes of the one it guides
   */
  record WeakerModel(Model model) implements Reference {}

  /**
   * Checks that a model can be moved away from it.
   *
   * @param scale of the guidance, not 1
   * @throws ModelException if the model has no classes, was never trained without one, does not
   *     know the negative one, or the weaker model draws other pictures
   */
  default void requireFits(Model model, double scale) {
    ModelManifest manifest = model.manifest();
    if (this instanceof WeakerModel weaker) {
      requireAlike(manifest, weaker.model());
    } else if (manifest.classes().isEmpty()) {
      throw new ModelException(
          "Guidance "
              + scale
              + " needs a model with classes, and this one was trained without;"
              + " leave it at 1, or name a weaker model to be guided away from");
    } else if (this instanceof NegativeClass negative) {
      model.requireLabel("negative class", negative.label());
    } else if (!manifest.ports().noClass()) {
      throw model.noClassLearned("Guidance " + scale);
    }
  }

  private static void requireAlike(ModelManifest model, Model weaker) {
    weaker.requireDrawsFromNothing();
    ModelManifest other = weaker.manifest();
    if (other.imageSize() != model.imageSize() || other.channels() != model.channels()) {
      throw new ModelException(
          "The weaker model draws %dx%d with %d channels, but the model %dx%d with %d; name one that was trained on pictures of that size"
              .formatted(
                  other.imageSize(),
                  other.imageSize(),
                  other.channels(),
                  model.imageSize(),
                  model.imageSize(),
                  model.channels()));
    }
    if (!other.classes().equals(model.classes())) {
      throw new ModelException(
          "The weaker model draws the classes "
              + other.classes()
              + ", but the model "
              + model.classes()
              + "; name one that was trained on the same data");
    }
  }

  /**
   * Returns what the reference says.
   *
   * @param told what the model is told
   */
  default Denoiser denoiser(Model model, Conditioning told) {
    if (this instanceof WeakerModel weaker) {
      return weaker.model().denoiser(told);
    }
    return model.denoiser(
        this instanceof NegativeClass negative
            ? told.withClass(negative.label())
            : told.withoutClasses());
  }
}
