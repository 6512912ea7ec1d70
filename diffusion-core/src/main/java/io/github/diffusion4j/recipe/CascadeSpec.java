package io.github.diffusion4j.recipe;

import io.github.diffusion4j.cascade.ConditioningAugmentation;
import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.nn.UNetSpec;
import java.util.List;
import java.util.Objects;

/**
 * A cascade of models, each making larger pictures of those of the one before.
 *
 * @param sizes of the pictures of all stages but the last, ascending, each a divisor of the next;
 *     the last stage's is the data's. None for a single model
 * @param augmentation what small pictures suffer in training; its keys stand beside the others
 * @param handover how pictures are handed on when drawing; likewise
 */
public record CascadeSpec(
    List<Integer> sizes, @Inline ConditioningAugmentation augmentation, @Inline Handover handover) {

  /** Copies the sizes. */
  public CascadeSpec {
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(handover, "handover");
    sizes = List.copyOf(sizes);
    if (handover.truncated() && !augmentation.noise()) {
      throw new IllegalArgumentException(
          "truncated is true, which leaves noise on the pictures handed on, but noise is false, so"
              + " that stages never saw any; set noise to true or truncated to false");
    }
  }

  /** Returns whether there is more than one stage. */
  public boolean isOn() {
    return !sizes.isEmpty();
  }

  /** Returns the stages, one if it is off. */
  List<Stage> plan(int imageSize, UNetSpec network) {
    return Stage.plan(sizes, imageSize, network, augmentation);
  }

  void requireBelow(double sigmaMax) {
    if (isOn() && handover.samplingNoise() >= sigmaMax) {
      throw new IllegalArgumentException(
          "sampling-noise is "
              + handover.samplingNoise()
              + "; it must be below the level that sampling begins with, "
              + sigmaMax);
    }
  }
}
