package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.train.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that decides a model and its samples. Keys of its YAML and JSON form are the names of
 * the components in kebab-case.
 *
 * @param data what to learn from
 * @param network the U-Net
 * @param cascade whether smaller pictures are drawn first, and larger ones of them
 * @param formulation how noise goes in and what the network predicts
 * @param training the optimiser's numbers
 * @param sampling what to draw from the trained model unless asked otherwise
 * @param evaluation what drawn pictures have to meet; it changes nothing about the model
 * @param engine what computes; it decides speed and rounding only
 */
public record Recipe(
    DataSpec data,
    UNetSpec network,
    CascadeSpec cascade,
    Formulation formulation,
    TrainingSpec training,
    SamplingSpec sampling,
    EvaluationSpec evaluation,
    EngineChoice engine) {
  /** The file's name in the model's folder; {@link RecipeDraft#kept} reads it. */
  public static final String FILE = "recipe.yaml";

  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if the U-Net cannot halve the image size often enough (the
   *     message names sizes that work), or cannot split its channels into attention heads; if the
   *     noise levels of training cannot be chosen so; if the sizes of a cascade do not divide each
   *     other, or its pictures would be handed on with more noise than sampling begins with
   */
  public Recipe {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(cascade, "cascade");
    Objects.requireNonNull(formulation, "formulation");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(evaluation, "evaluation");
    Objects.requireNonNull(engine, "engine");
    int multiple = network.sizeMultiple();
    if (data.imageSize() % multiple != 0) {
      throw new IllegalArgumentException(wrongSize(data.imageSize(), multiple, network));
    }
    training.objective().requireFits(formulation.preconditioning().process());
    sampling.sampler().requireFits(formulation.variance());
    for (Stage stage : cascade.plan(data.imageSize(), network)) {
      checkHeads(stage.size(), stage.network());
    }
    cascade.requireBelow(formulation.preconditioning().process().sigmaMax());
  }

  /** Returns the stages of the cascade; one if it is none. */
  public List<Stage> stages() {
    return cascade.plan(data.imageSize(), network);
  }

  private static void checkHeads(int imageSize, UNetSpec network) {
    int last = network.multipliers().size() - 1;
    for (int level = 0; level <= last; level++) {
      int channels = network.baseChannels() * network.multipliers().get(level);
      // The middle of the network has attention at whatever resolution it is.
      boolean attention =
          level == last || network.attentionResolutions().contains(imageSize >> level);
      if (attention && network.headsOf(channels) == 0) {
        throw new IllegalArgumentException(
            network.headChoice()
                + ", which does not divide the "
                + channels
                + " channels at resolution "
                + (imageSize >> level)
                + ", where there is attention; use a divisor of "
                + channels);
      }
    }
  }

  /** Returns the recipe as a tree with every key, in the order of the components. */
  public ObjectNode toTree() {
    return RecordTree.of(this);
  }

  /** Returns the recipe as YAML with every key, so that it can be read again without a preset. */
  public String toYaml() {
    return Documents.yaml(toTree());
  }

  /** Returns sentences about choices that are allowed but have no effect; mostly none. */
  public List<String> notes() {
    Set<Integer> reached = new LinkedHashSet<>();
    for (Stage stage : stages()) {
      for (int level = 0; level < stage.network().multipliers().size(); level++) {
        reached.add(stage.size() >> level);
      }
    }
    List<String> notes = new ArrayList<>();
    for (int resolution : network.attentionResolutions()) {
      if (!reached.contains(resolution)) {
        notes.add(
            "attention at resolution "
                + resolution
                + " has no effect: pictures of size "
                + data.imageSize()
                + " pass the resolutions "
                + reached);
      }
    }
    return List.copyOf(notes);
  }

  private static String wrongSize(int size, int multiple, UNetSpec network) {
    int below = size / multiple * multiple;
    String fitting = below == 0 ? String.valueOf(multiple) : below + " or " + (below + multiple);
    return "image-size is "
        + size
        + ", which the U-Net cannot halve "
        + (network.multipliers().size() - 1)
        + " times (multipliers "
        + network.multipliers()
        + "); use a multiple of "
        + multiple
        + ", for example "
        + fitting
        + ", or fewer multipliers";
  }
}
