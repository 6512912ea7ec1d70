package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Langevin dynamics at one noise level: {@code x += epsilon score + sqrt(2 epsilon) z}, which
 * brings the state nearer to the distribution it should have there (Song et al. 2021, algorithms 4
 * and 5).
 *
 * <p>The step is {@code epsilon = 2 (snr |z| / |score|)^2}, the same in the state of every process.
 * The paper multiplies it by {@code alpha_t} where the variance is preserved, which is nearly 1;
 * here it is 1. A step above {@code sigma^2}, which overshoots whatever the data are, is cut to it.
 *
 * <p>As a sampler of its own it is annealed Langevin dynamics (Song and Ermon 2019): the state goes
 * from level to level as it is, and is corrected at each; at level 0 the estimate is returned.
 *
 * @param snr the wanted ratio of signal to noise; above 0, 0.16 in the paper
 * @param steps how many at a level, 1 or more
 * @param norm what the step is measured by
 */
public record LangevinCorrector(double snr, int steps, Norm norm) implements SingleStep {
  /** What the length of a step is measured by. */
  public enum Norm {
    /** The norms of each picture's own noise and score. */
    PER_IMAGE,
    /**
     * The norms' means over the batch. Published code does so; a picture then depends on the others
     * in its batch.
     */
    BATCH_MEAN,
    /** The noise level alone: {@code epsilon = 2 (snr sigma)^2}. */
    ANNEALED
  }

  /** Checks the numbers. */
  public LangevinCorrector {
    if (!(snr > 0 && snr < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("snr is " + snr + "; it is a number above 0, about 0.16");
    }
    if (steps < 1) {
      throw new IllegalArgumentException(
          "the corrector takes " + steps + " steps a level; give it 1 or more");
    }
  }

  /** Makes one that measures each picture by itself. */
  public LangevinCorrector(double snr, int steps) {
    this(snr, steps, Norm.PER_IMAGE);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor corrected = correct(task, x, from);
    Tensor denoised = task.denoiser().denoise(corrected, from);
    return new Stepper.Moved(to == 0 ? denoised : corrected, denoised);
  }

  /** Returns the state at the same level, corrected. */
  Tensor correct(SamplingTask task, Tensor x, double sigma) {
    Tensor state = x;
    for (int i = 0; i < steps; i++) {
      Tensor pull = task.denoiser().denoise(state, sigma).subtract(state);
      Tensor noise = task.noise().next(x.engine(), x.shape(), x.type());
      double[] shares = shares(noise, pull, sigma);
      double[] deviations =
          Arrays.stream(shares).map(share -> sigma * Math.sqrt(2 * share)).toArray();
      state = state.add(PerPicture.times(pull, shares)).add(PerPicture.times(noise, deviations));
    }
    return state;
  }

  /**
   * Returns {@code epsilon / sigma^2} for each picture.
   *
   * @param pull the score times {@code sigma^2}
   */
  private double[] shares(Tensor noise, Tensor pull, double sigma) {
    double[] ratios = new double[noise.shape().dim(0)];
    if (norm == Norm.ANNEALED) {
      Arrays.fill(ratios, 1);
    } else {
      double[] noises = norms(noise);
      double[] pulls = norms(pull);
      Arrays.setAll(ratios, n -> sigma * noises[n] / pulls[n]);
    }
    return Arrays.stream(ratios).map(ratio -> Math.min(2 * snr * snr * ratio * ratio, 1)).toArray();
  }

  private double[] norms(Tensor tensor) {
    double[] norms =
        Arrays.stream(PerPicture.sum(tensor.square()).toDoubles()).map(Math::sqrt).toArray();
    if (norm == Norm.BATCH_MEAN) {
      Arrays.fill(norms, Arrays.stream(norms).average().orElseThrow());
    }
    return norms;
  }
}
