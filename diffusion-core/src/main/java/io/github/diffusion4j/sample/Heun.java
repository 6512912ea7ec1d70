package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * EDM's sampler (Karras et al. 2022, algorithms 1 and 2): each step may first add noise (churn),
 * then follows the probability-flow differential equation by a method of second order. Two calls of
 * the denoiser a step, one at the last.
 *
 * @param churn S_churn: how much noise is added over the whole run; 0 makes it deterministic
 * @param churnMin S_tmin: noise is added from this level
 * @param churnMax S_tmax: up to this one; may be infinite
 * @param noiseScale S_noise: what the added noise's deviation is multiplied by; 1, or a little more
 *     against the loss of detail
 * @param alpha where in the step the second slope is measured: 1 is Heun's method, 0.5 the midpoint
 *     method, 2/3 Ralston's
 */
public record Heun(double churn, double churnMin, double churnMax, double noiseScale, double alpha)
    implements Sampler {
  private static final double LARGEST_GAMMA = Math.sqrt(2) - 1;

  /** Checks the numbers. */
  public Heun {
    if (!(churn >= 0 && churn < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "churn is " + churn + "; it is 0 (deterministic) or more, such as 40");
    }
    if (!(churnMin >= 0 && churnMin <= churnMax)) {
      throw new IllegalArgumentException(
          "churn acts from sigma "
              + churnMin
              + " to "
              + churnMax
              + "; the first is 0 or more and not above the second");
    }
    AncestralSplit.checkNoiseScale(noiseScale);
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "alpha is " + alpha + "; it is above 0 and not above 1, which is Heun's method");
    }
  }

  /** Makes the deterministic one. */
  public Heun() {
    this(0);
  }

  /** Makes one that churns at all levels, with unscaled noise. */
  public Heun(double churn) {
    this(churn, 0, Double.POSITIVE_INFINITY, 1);
  }

  /** Makes Heun's method proper. */
  public Heun(double churn, double churnMin, double churnMax, double noiseScale) {
    this(churn, churnMin, churnMax, noiseScale, 1);
  }

  /** Returns gamma: by which share a run of so many steps raises the level before the step. */
  double gamma(double sigma, int steps) {
    boolean inside = sigma >= churnMin && sigma <= churnMax;
    return inside ? Math.min(churn / steps, LARGEST_GAMMA) : 0;
  }

  @Override
  public boolean reversible() {
    return churn == 0;
  }

  @Override
  public Stepper start(SamplingTask task) {
    return (x, index) -> {
      double from = task.sigma(index);
      double raised = from * (1 + gamma(from, task.steps()));
      double deviation = noiseScale * Math.sqrt(raised * raised - from * from);
      Tensor noisy = SamplingLoop.addNoise(x, deviation, task.noise());
      Tensor denoised = task.denoiser().denoise(noisy, raised);
      List<Staged.Stage> stages = stages(raised, task.sigma(index + 1), alpha);
      return Staged.walk(task, Variable.NOISE, noisy, denoised, raised, stages);
    };
  }

  /** Returns the stages of a step; at level 0 there is no second slope, so it is Euler's there. */
  static List<Staged.Stage> stages(double from, double to, double alpha) {
    double step = to - from;
    if (to == 0) {
      return List.of(new Staged.Stage(0, Update.of(1, step)));
    }
    double second = step / (2 * alpha);
    return List.of(
        new Staged.Stage(from + alpha * step, Update.of(1, alpha * step)),
        new Staged.Stage(to, Update.of(1, step - second, second)));
  }
}
