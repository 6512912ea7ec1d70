package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Gaussians;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Prediction;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.Weighting;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** One pixel, and a network that says two given numbers: the noise and the variance. */
class ObjectiveTest {
  private static final int STEPS = 40;
  private static final NoiseSchedule COSINE = NoiseSchedule.cosine(STEPS);
  private static final float CLEAN = 0.2f;
  private static final double NOISE = 0.9;

  private static Formulation formulation(Variance variance) {
    return new Formulation(
        Formulation.Process.COSINE,
        STEPS,
        false,
        Prediction.EPSILON,
        0.5,
        Weighting.SIMPLE,
        5,
        variance);
  }

  private static Batches.Batch batch(double sigma) {
    return new Batches.Batch(
        Shape.of(1, 1, 1, 1),
        new float[] {CLEAN},
        new float[] {(float) (CLEAN + sigma * NOISE)},
        new double[] {sigma},
        new double[] {1},
        new int[] {-1},
        null,
        null);
  }

  @Test
  void theVarianceLearnsByTheBoundAndThePictureDoesNot() {
    double saidNoise = 0.5;
    double saidVariance = 0.3;
    for (int t : new int[] {1, 20, 39}) {
      double sigma = COSINE.sigma(t);
      try (Engine engine = Engine.open();
          Scope scope = engine.scope()) {
        Tensor noise =
            engine.parameter(engine.full(saidNoise, Shape.of(1, 1, 1, 1), DataType.FLOAT32));
        Tensor variance =
            engine.parameter(engine.full(saidVariance, Shape.of(1, 1, 1, 1), DataType.FLOAT32));
        Network network = (x, level, conditioning) -> Tensor.concat(1, noise, variance);
        Tensor loss =
            new Objective(engine, formulation(Variance.LEARNED)).losses(network, batch(sigma));
        double simple = Math.pow(saidNoise - NOISE, 2);
        assertThat(loss.item())
            .as("step %s", t)
            .isCloseTo(
                simple + 0.001 * STEPS * bits(t, saidNoise, saidVariance),
                Percentage.withPercentage(0.1));
        List<Tensor> gradients = engine.gradients(loss.mean(), List.of(noise, variance));
        assertThat(gradients.get(0).item())
            .as("gradient of the noise at step %s", t)
            .isCloseTo(2 * (saidNoise - NOISE), within(1e-4));
        double h = 1e-4;
        double slope =
            (bits(t, saidNoise, saidVariance + h) - bits(t, saidNoise, saidVariance - h)) / (2 * h);
        assertThat(gradients.get(1).item())
            .as("gradient of the variance at step %s", t)
            .isCloseTo(0.001 * STEPS * slope, Percentage.withPercentage(0.5));
      }
    }
  }

  /** The divergence of the posteriors by their means and variances. */
  private static double bits(int t, double saidNoise, double saidVariance) {
    NoiseSchedule.Posterior posterior = COSINE.posterior(t);
    double sigma = COSINE.sigma(t);
    double estimate = CLEAN + sigma * (NOISE - saidNoise);
    double share = (saidVariance + 1) / 2;
    double logVariance =
        share * Math.log(COSINE.beta(t)) + (1 - share) * posterior.clippedLogVariance();
    return Gaussians.kl(
            posterior.startCoefficient() * CLEAN,
            posterior.clippedLogVariance(),
            posterior.startCoefficient() * estimate,
            logVariance)
        / Math.log(2);
  }

  @Test
  void withoutItTheLossIsTheErrorOfWhatIsPredicted() {
    try (Engine engine = Engine.open();
        Scope scope = engine.scope()) {
      Network network =
          (x, level, conditioning) -> engine.full(0.5, Shape.of(1, 1, 1, 1), DataType.FLOAT32);
      Tensor loss =
          new Objective(engine, formulation(Variance.FIXED_SMALL))
              .losses(network, batch(COSINE.sigma(7)));
      assertThat(loss.item()).isCloseTo(0.16, within(1e-5));
    }
  }
}
