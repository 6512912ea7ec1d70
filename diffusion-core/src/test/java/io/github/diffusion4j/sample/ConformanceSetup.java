package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * An upstream scheduler in our terms.
 *
 * @param sigmas levels of the grid; steps that do not follow on each other stand side by side
 * @param indices the steps to take, by the index of their first level
 * @param times what the model is told at each level of the grid; not a number if nothing
 * @param timeOf what it is told at other levels
 * @param sampler what goes from level to level
 * @param model the toy model as a denoiser
 * @param state what is kept between steps
 * @param startScale what the start is multiplied by where the record says init_noise_sigma
 */
record ConformanceSetup(
    double[] sigmas,
    int[] indices,
    double[] times,
    DoubleUnaryOperator timeOf,
    Sampler sampler,
    Model model,
    State state,
    double startScale) {

  /** What is kept between steps. */
  enum State {
    /** {@code x0 + sigma noise}. */
    PLAIN,
    /** That divided by {@code sqrt(1 + sigma^2)}. */
    PRESERVED
  }

  /** The toy model as a denoiser of {@code x0 + sigma noise}. */
  @FunctionalInterface
  interface Model {
    Tensor denoise(Tensor x, double sigma, double time);
  }

  /** Makes one of steps that follow on each other: one more level than times. */
  static ConformanceSetup of(
      double[] sigmas,
      double[] times,
      DoubleUnaryOperator timeOf,
      Sampler sampler,
      Model model,
      State state) {
    double[] all = Arrays.copyOf(times, times.length + 1);
    all[times.length] = Double.NaN;
    int[] indices = IntStream.range(0, times.length).toArray();
    return new ConformanceSetup(sigmas, indices, all, timeOf, sampler, model, state, 1);
  }

  /** Makes one of steps that each have their own two levels. */
  static ConformanceSetup pairs(
      double[] from,
      double[] to,
      double[] times,
      DoubleUnaryOperator timeOf,
      Sampler sampler,
      Model model) {
    double[] sigmas = new double[2 * from.length];
    double[] all = new double[sigmas.length];
    for (int i = 0; i < from.length; i++) {
      sigmas[2 * i] = from[i];
      sigmas[2 * i + 1] = to[i];
      all[2 * i] = times[i];
      all[2 * i + 1] = Double.NaN;
    }
    int[] indices = IntStream.range(0, from.length).map(i -> 2 * i).toArray();
    return new ConformanceSetup(sigmas, indices, all, timeOf, sampler, model, State.PRESERVED, 1);
  }

  /** Returns it with another scale of the start. */
  ConformanceSetup startingAt(double scale) {
    return new ConformanceSetup(sigmas, indices, times, timeOf, sampler, model, state, scale);
  }
}
