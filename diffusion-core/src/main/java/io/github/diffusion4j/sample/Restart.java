package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.stream.DoubleStream;

/**
 * Restart sampling (Xu et al. 2023): whenever a deterministic sampler comes to a low level for the
 * first few times, noise is added up to a high level at once, and the way between is walked again.
 * That contracts errors as stochastic samplers do, at less cost in detail.
 *
 * @param inner takes the steps down
 * @param low the last level of the grid not below this one is where it turns; above 0
 * @param high the last level of the grid not below this one is where it turns to
 * @param times how often, 0 to 1000
 */
public record Restart(Sampler inner, double low, double high, int times) implements Sampler {
  private static final int MOST = 1000;

  /** Checks the numbers. */
  public Restart {
    if (!(low > 0 && low < high)) {
      throw new IllegalArgumentException(
          "restarts go from sigma "
              + low
              + " up to "
              + high
              + "; the first is above 0 and below the second");
    }
    if (times < 0 || times > MOST) {
      throw new IllegalArgumentException(
          "restarts are " + times + "; there are 0 to " + MOST + ", such as 2");
    }
  }

  /** Returns the steps of the inner sampler. */
  @Override
  public Stepper start(SamplingTask task) {
    return inner.start(task);
  }

  @Override
  public Tensor sample(SamplingTask task, SamplingObserver observer, Intervention intervention) {
    task.requireFalling();
    double[] grid = grid(task.sigmas());
    SamplingTask risen = new SamplingTask(task.denoiser(), grid, task.start(), task.noise());
    return SamplingLoop.runWithRises(inner, risen, observer, intervention);
  }

  /** Returns the levels with the rises in them. */
  double[] grid(double[] sigmas) {
    int bottom = lastNotBelow(sigmas, low);
    int top = lastNotBelow(sigmas, high);
    if (top >= bottom) {
      return sigmas;
    }
    DoubleStream result = DoubleStream.of(sigmas).limit(bottom + 1L);
    for (int i = 0; i < times; i++) {
      result =
          DoubleStream.concat(
              result, DoubleStream.of(sigmas).skip(top).limit((long) bottom - top + 1));
    }
    return DoubleStream.concat(result, DoubleStream.of(sigmas).skip(bottom + 1L)).toArray();
  }

  /** Returns the index of the last level not below the given one, or the first of all. */
  private static int lastNotBelow(double[] sigmas, double level) {
    int found = 0;
    for (int i = 1; i < sigmas.length && sigmas[i] >= level; i++) {
      found = i;
    }
    return found;
  }
}
