package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.train.Batches;
import java.util.Arrays;

/**
 * The loss of a denoiser and its slope, as functions of the network's output F.
 *
 * <p>With {@code D = skip * x + output * F} the loss is the mean over all elements of {@code weight
 * * (D - x0)^2} (Karras et al. 2022, equation 2), so {@code dLoss/dF = 2 * weight * output * (D -
 * x0) / elements}, in closed form. All in doubles.
 */
record DenoisingLoss(Formulation formulation, Preconditioning preconditioning) {
  DenoisingLoss(Formulation formulation) {
    this(formulation, formulation.preconditioning());
  }

  /**
   * What came of an output.
   *
   * @param loss mean over all elements
   * @param slope of the loss with respect to each element of the output
   */
  record Value(double loss, double[] slope) {}

  /** Returns what the network sees: {@code input * x}. */
  double[] input(Batches.Batch batch) {
    double[] result = new double[batch.noisy().length];
    int length = result.length / batch.sigmas().length;
    for (int i = 0; i < result.length; i++) {
      result[i] = preconditioning.input(batch.sigmas()[i / length]) * batch.noisy()[i];
    }
    return result;
  }

  /** Returns what the network is told of each picture's noise. */
  double[] noiseConditions(Batches.Batch batch) {
    return Arrays.stream(batch.sigmas()).map(preconditioning::noiseCondition).toArray();
  }

  /** Returns loss and slope of an output, in the order of the batch's pictures. */
  Value of(Batches.Batch batch, double[] output) {
    int length = output.length / batch.sigmas().length;
    double[] slope = new double[output.length];
    double sum = 0;
    for (int n = 0; n < batch.sigmas().length; n++) {
      double sigma = batch.sigmas()[n];
      double skip = preconditioning.skip(sigma);
      double out = preconditioning.output(sigma);
      double weight = formulation.weight(preconditioning, sigma) / output.length;
      for (int i = n * length; i < (n + 1) * length; i++) {
        double error = skip * batch.noisy()[i] + out * output[i] - batch.clean()[i];
        sum += weight * error * error;
        slope[i] = 2 * weight * out * error;
      }
    }
    return new Value(sum, slope);
  }
}
