package io.github.diffusion4j.train;

import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.likelihood.VariationalBound;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * What a training step makes small: the weighted squared error of the denoiser; where the variance
 * of the steps is learned, too, the hybrid loss of Nichol and Dhariwal (2021, equation 16).
 *
 * <p>The hybrid adds 0.001 times the variational bound, in which the estimated picture is a
 * constant so that only the variance learns by it. The bound is a sum over T steps and a picture
 * meets one of them, so its term counts {@code 0.001 T}.
 */
final class Objective {
  private static final double BOUND_WEIGHT = 0.001;

  private final Engine engine;
  private final Formulation formulation;
  private final Preconditioning preconditioning;

  Objective(Engine engine, Formulation formulation) {
    this.engine = engine;
    this.formulation = formulation;
    this.preconditioning = formulation.preconditioning();
  }

  /** Returns the loss of each picture, mean over its elements, {@code [N]}. */
  Tensor losses(Network network, Batches.Batch batch) {
    double[] sigmas = batch.sigmas();
    Tensor clean = engine.tensor(batch.clean(), batch.shape());
    Tensor noisy = engine.tensor(batch.noisy(), batch.shape());
    Estimate estimate =
        new NetworkDenoiser(network, preconditioning, batch.conditioning(engine, preconditioning))
            .estimate(noisy, sigmas);
    double[] weights =
        Arrays.stream(sigmas).map(sigma -> formulation.weight(preconditioning, sigma)).toArray();
    Tensor errors =
        PerPicture.times(PerPicture.mean(estimate.pictures().subtract(clean).square()), weights)
            .reshape(sigmas.length);
    return formulation.variance() == Variance.LEARNED
        ? errors.add(bound(clean, estimate, sigmas))
        : errors;
  }

  private Tensor bound(Tensor clean, Estimate estimate, double[] sigmas) {
    NoiseSchedule schedule = (NoiseSchedule) preconditioning.process();
    int[] steps = Arrays.stream(sigmas).mapToInt(schedule::nearestStep).toArray();
    return new VariationalBound(schedule, Variance.LEARNED)
        .terms(clean, estimate.map(Tensor::detach), steps)
        .multiply(BOUND_WEIGHT * schedule.steps());
  }
}
