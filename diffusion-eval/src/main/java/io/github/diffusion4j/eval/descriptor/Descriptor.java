package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import java.util.List;

/** Makes a row of numbers of a picture, always the same of the same picture. Thread-safe. */
public interface Descriptor {
  /** Returns what every result of it carries. */
  DescriptorIdentity identity();

  /**
   * Describes a picture of any size.
   *
   * @return as many finite numbers for every picture
   */
  double[] describe(Image picture);

  /**
   * Describes pictures.
   *
   * @throws EvaluationException if there are none, or the descriptor makes NaN of one
   */
  default Features describe(List<Image> pictures) {
    return Features.of(
        identity(), pictures.parallelStream().map(this::describe).toArray(double[][]::new));
  }
}
