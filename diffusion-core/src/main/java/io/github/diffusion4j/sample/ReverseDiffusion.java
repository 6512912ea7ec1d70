package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Discretises the reverse equation as the process itself is discretised (Song et al. 2021, appendix
 * E): if noise goes in by {@code y = r y' + G z}, it comes out by {@code y' = (2 - r) y + G^2 score
 * + G z}, or without noise and with half the score along the probability flow.
 *
 * <p>With {@code y = scale x}, r is {@code scale / scale'} and {@code G^2 = scale^2 (sigma^2 -
 * sigma'^2)}: {@code r^2 = 1 - beta} and {@code G^2 = beta} where the variance is preserved, 1 and
 * {@code sigma^2 - sigma'^2} where it explodes. The last step, to level 0, returns the estimate.
 *
 * @param process how noise went in
 * @param flow whether it follows the probability flow, without noise
 */
public record ReverseDiffusion(NoiseProcess process, boolean flow) implements SingleStep {
  /** Makes the stochastic one. */
  public ReverseDiffusion(NoiseProcess process) {
    this(process, false);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    if (to == 0) {
      return new Stepper.Moved(denoised, denoised);
    }
    double shrink = process.scale(from) / process.scale(to);
    double removed = (1 - to * to / (from * from)) * (flow ? 0.5 : 1);
    Tensor mean =
        x.multiply(shrink * (2 - shrink)).add(denoised.subtract(x).multiply(shrink * removed));
    double deviation = flow ? 0 : shrink * Math.sqrt(from * from - to * to);
    return new Stepper.Moved(SamplingLoop.addNoise(mean, deviation, task.noise()), denoised);
  }

  @Override
  public boolean reversible() {
    return flow;
  }
}
