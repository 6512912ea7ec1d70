package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * DPM++ SDE: DPM-Solver++ of second order for the reverse stochastic equation, whose point between
 * gets noise as well. Two calls of the denoiser a step, one at the last to 0.
 *
 * <p>The noise of a step and that of its point between are increments of one Brownian motion over
 * sigma. Were they independent, the spread of the pictures would be right to first order only.
 * Steps draw anew, so pictures of a seed change with the number of steps.
 *
 * @param eta 0 is DPM++ 2S, 1 adds as much noise as the posterior's variance
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 */
public record DpmSde(double eta, double noiseScale) implements SingleStep {
  /** Checks the numbers. */
  public DpmSde {
    AncestralSplit.checkEta(eta);
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    if (to == 0) {
      return new Stepper.Moved(denoised, denoised);
    }
    double between = DpmSinglestep.between(from, to, 0.5);
    AncestralSplit half = AncestralSplit.of(from, between, eta);
    AncestralSplit whole = AncestralSplit.of(from, to, eta);
    if (whole.up() == 0 || noiseScale == 0) {
      Tensor middle = mixed(x, denoised, half.down() / from);
      Tensor answer = task.denoiser().denoise(middle, between);
      return new Stepper.Moved(mixed(x, answer, whole.down() / from), denoised);
    }
    Tensor early = task.noise().next(x.engine(), x.shape(), x.type());
    Tensor middle =
        mixed(x, denoised, half.down() / from).add(early.multiply(noiseScale * half.up()));
    Tensor answer = task.denoiser().denoise(middle, between);
    // The share of the step's Brownian increment that lies before the point between.
    double share = (from - between) / (from - to);
    Tensor noise =
        SamplingLoop.addNoise(early.multiply(Math.sqrt(share)), Math.sqrt(1 - share), task.noise());
    Tensor end = mixed(x, answer, whole.down() / from).add(noise.multiply(noiseScale * whole.up()));
    return new Stepper.Moved(end, denoised);
  }

  private static Tensor mixed(Tensor x, Tensor denoised, double kept) {
    return x.multiply(kept).add(denoised.multiply(1 - kept));
  }
}
