package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves estimates to where a classifier of noisy pictures sees the asked class (Dhariwal and Nichol
 * 2021): {@code D' = D + scale * sigma^2 * grad_x log p(label | x; sigma)}.
 *
 * <p>This is Bayes' rule: the score of the noisy pictures is {@code (D - x) / sigma^2}, and that of
 * those of a class has the gradient of {@code log p(label | x)} added. At scale 1 the denoiser of
 * all pictures becomes that of the class. The paper's {@code eps' = eps - scale * sqrt(1 -
 * alphaBar) * grad log p}, with the gradient by {@code x_t = sqrt(alphaBar) x}, is the same. For
 * ancestral sampling the paper moves the mean of a step by {@code scale * variance * grad log p}
 * instead; with the forward process's variance both differ by a factor {@code sqrt(1 - beta)} of
 * the move, which goes to 1 with many steps.
 *
 * <p>The gradient is taken in a scope of its own, which also works inside an inference scope, and
 * whose memory is given back at once. The denoiser need not be differentiable.
 *
 * @param denoiser of all pictures, or of those of the class, for still more of it
 * @param classifier of noisy pictures
 * @param labels the class of each picture of a batch; -1 for a picture that is not guided
 * @param scale 0 or more; 0 is off, 1 follows Bayes, 1 to 10 are in use
 */
public record ClassifierGuidance(
    Denoiser denoiser, PictureClassifier classifier, int[] labels, double scale)
    implements Refinement {

  /** Checks the numbers and copies the labels. */
  public ClassifierGuidance {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "classifier guidance's scale is " + scale + "; it is 0 or more, and 0 is no guidance");
    }
    labels = labels.clone();
  }

  /** Returns a copy of the labels. */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    Estimate estimate = denoiser.estimate(x, sigmas);
    if (scale == 0) {
      return estimate;
    }
    if (labels.length != sigmas.length) {
      throw new IllegalArgumentException(
          "classifier guidance has "
              + labels.length
              + " labels for "
              + sigmas.length
              + " pictures; give each picture one");
    }
    double[] steps =
        IntStream.range(0, labels.length)
            .mapToDouble(i -> labels[i] < 0 ? 0 : scale * sigmas[i] * sigmas[i])
            .toArray();
    Tensor uphill = PerPicture.times(surpriseGradient(x, sigmas).negate(), steps);
    return estimate.map(pictures -> pictures.add(uphill));
  }

  /** The gradient of the sum of all {@code -log p}: each picture has its own part of it. */
  private Tensor surpriseGradient(Tensor x, double[] sigmas) {
    Engine engine = x.engine();
    try (Scope scope = engine.scope()) {
      Tensor leaf = engine.parameter(x);
      Tensor logits = classifier.logits(leaf, sigmas);
      int classes = logits.shape().dim(1);
      for (int label : labels) {
        if (label >= classes) {
          throw new IllegalArgumentException(
              "class " + label + " was asked for, but the classifier knows 0 to " + (classes - 1));
        }
      }
      int[] asked = Arrays.stream(labels).map(label -> Math.max(label, 0)).toArray();
      Tensor surprise = logits.crossEntropy(Indices.of(asked)).sum();
      return scope.keep(engine.gradients(surprise, List.of(leaf)).get(0));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassifierGuidance that
        && denoiser.equals(that.denoiser)
        && classifier.equals(that.classifier)
        && Arrays.equals(labels, that.labels)
        && scale == that.scale;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels) + 31 * Double.hashCode(scale);
  }

  @Override
  public String toString() {
    return "ClassifierGuidance[%s, %s, %s, %s]"
        .formatted(denoiser, classifier, Arrays.toString(labels), scale);
  }
}
