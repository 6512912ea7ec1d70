package io.github.diffusion4j.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.noise.Gaussians;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Respacing;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariationalBoundTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);
  private static final NormalData DATA = new NormalData(0.1, 0.25);
  private static final Shape PICTURE = Shape.of(1, 1, 1, 2);
  private static final Shape BATCH = Shape.of(4, 1, 32, 32);

  private final Engine engine = new ReferenceEngine();

  private Tensor tensor(double[] values) {
    return engine.tensor(values, PICTURE.with(0, values.length / 2), DataType.FLOAT64);
  }

  private VariationalBound.Bound evaluate(NoiseSchedule schedule, Tensor pictures) {
    return new VariationalBound(schedule, Variance.FIXED_SMALL)
        .evaluate(DATA, pictures, NoiseStreams.of(5, 0, BATCH.dim(0)));
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Works out a term from the distributions as the literature writes them. */
  private static double literature(
      Variance variance, double x0, double xt, double denoised, double largeness, int t) {
    NoiseSchedule.Posterior posterior = LINEAR.posterior(t);
    double small = posterior.clippedLogVariance();
    double large = Math.log(LINEAR.beta(t));
    double logVariance =
        switch (variance) {
          case FIXED_SMALL -> small;
          case FIXED_LARGE -> t == 0 ? small : large;
          case LEARNED -> largeness * large + (1 - largeness) * small;
        };
    double mean = posterior.startCoefficient() * denoised + posterior.stateCoefficient() * xt;
    double nats =
        t == 0
            ? -Gaussians.discretizedLogLikelihood(x0, mean, logVariance / 2)
            : Gaussians.kl(
                posterior.startCoefficient() * x0 + posterior.stateCoefficient() * xt,
                small,
                mean,
                logVariance);
    return nats / Math.log(2);
  }

  @ParameterizedTest
  @EnumSource(Variance.class)
  void termsAreThoseOfTheLiterature(Variance variance) {
    int[] steps = {0, 1, 500, 999, 0};
    double[] x0 = {-1, 0.2, 0.4, -0.6, 0, 1, 0.3, 0.3, 1, 51 / 127.5 - 1};
    double[] denoised = {-0.97, 0.21, 0.41, -0.59, 0.3, 0.8, -0.2, 0, 0.99, -0.59};
    double[] largeness = {0, 1, 0.3, 0.6, 1.1, -0.1, 0.5, 0.2, 0.7, 0.9};
    Estimate estimate = new Estimate(tensor(denoised), tensor(largeness));
    double[] terms =
        new VariationalBound(LINEAR, variance).terms(tensor(x0), estimate, steps).toDoubles();
    for (int n = 0; n < steps.length; n++) {
      double expected = 0;
      for (int i = 2 * n; i < 2 * n + 2; i++) {
        // The noisy state takes part in both means alike, whatever it is.
        double noisy = 0.37 * i;
        expected += literature(variance, x0[i], noisy, denoised[i], largeness[i], steps[n]) / 2;
      }
      assertThat(terms[n])
          .as(variance + ", step " + steps[n])
          .isCloseTo(expected, Percentage.withPercentage(1e-6));
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    int[] steps = {0, 7, 900};
    double[] x0 = {-1, 0.2, 0.4, -0.6, 0, 1};
    double[] start = {-0.99, 0.21, 0.41, -0.59, 0.3, 0.8, 0.1, 0.9, 0.3, 0.6, 0.9, 0.2};
    VariationalBound bound = new VariationalBound(LINEAR, Variance.LEARNED);
    try (Engine nd4j = Engine.open();
        Scope scope = nd4j.scope()) {
      Tensor pictures = nd4j.tensor(x0, PICTURE.with(0, 3), DataType.FLOAT64);
      Tensor both = nd4j.parameter(nd4j.tensor(start, PICTURE.with(0, 6), DataType.FLOAT64));
      Tensor loss = loss(bound, pictures, both, steps);
      double[] gradient = nd4j.gradients(loss, List.of(both)).get(0).toDoubles();
      for (int i = 0; i < start.length; i++) {
        double[] up = start.clone();
        double[] down = start.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double slope =
            (loss(bound, tensor(x0), tensor(up), steps).item()
                    - loss(bound, tensor(x0), tensor(down), steps).item())
                / 2e-5;
        assertThat(gradient[i]).as("number " + i).isCloseTo(slope, Offset.offset(1e-5));
      }
    }
  }

  private static Tensor loss(VariationalBound bound, Tensor x0, Tensor both, int[] steps) {
    return bound.terms(x0, new Estimate(both.slice(0, 0, 3), both.slice(0, 3, 6)), steps).sum();
  }

  @Test
  void priorIsThatOfTheTables() {
    double[] prior =
        new VariationalBound(LINEAR, Variance.FIXED_SMALL)
            .prior(tensor(new double[] {0, 0, 0.5, 0.5, 1, -1}));
    double[] expected = {5.87478389e-10, 7.27867696e-6, 2.91129454e-5};
    assertThat(prior).containsExactly(expected, Offset.offset(1e-13));
  }

  @Test
  void stepsOfTheBestDenoiserCostWhatItsErrorSays() {
    NoiseSchedule schedule = NoiseSchedule.cosine(50);
    VariationalBound.Bound bound = evaluate(schedule, DATA.pictures(engine, BATCH, 3));
    double variance = 0.0625;
    double expected = 0;
    double actual = 0;
    for (int t = 1; t < 50; t++) {
      double noise = Math.pow(schedule.sigma(t), 2);
      double before = Math.pow(schedule.sigma(t - 1), 2);
      double error = variance * noise / (variance + noise);
      expected += (1 / before - 1 / noise) * error / 2 / Math.log(2);
      actual += bound.curve()[t];
    }
    // 4096 pixels under 49 noises each.
    assertThat(actual).isCloseTo(expected, Percentage.withPercentage(1));
  }

  @Test
  void approachesTheEntropyFromAbove() {
    Tensor pictures = DATA.pictures(engine, BATCH, 3);
    double exact = DATA.bits(pictures);
    double before = Double.POSITIVE_INFINITY;
    for (int steps : new int[] {10, 50, 250}) {
      NoiseSchedule schedule = LINEAR.respaced(Respacing.sections(LINEAR.steps(), steps));
      double gap = mean(evaluate(schedule, pictures).bitsPerDimension()) - exact;
      assertThat(gap).as(steps + " steps").isBetween(0.0, before);
      before = gap;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void isTightIfTheVarianceIsTheBest(int steps) {
    Tensor pictures = DATA.pictures(engine, BATCH.with(0, 16), 3);
    NoiseSchedule schedule = LINEAR.respaced(Respacing.sections(LINEAR.steps(), steps));
    double bound =
        mean(
            new VariationalBound(schedule, Variance.LEARNED)
                .evaluate(new NormalChain(DATA, schedule), pictures, NoiseStreams.of(5, 0, 16))
                .bitsPerDimension());
    // One noise a step for 16,384 pixels has a standard deviation of 0.013.
    assertThat(bound).isCloseTo(DATA.bits(pictures), Offset.offset(0.04));
  }

  @Test
  void doesNotDependOnTheBatch() {
    Tensor pictures = DATA.pictures(engine, BATCH, 4);
    VariationalBound bound = new VariationalBound(NoiseSchedule.cosine(5), Variance.FIXED_LARGE);
    double[] together = bound.evaluate(DATA, pictures, NoiseStreams.of(2, 0, 4)).bitsPerDimension();
    double[] apart =
        bound.evaluate(DATA, pictures.slice(0, 2, 4), NoiseStreams.of(2, 2, 2)).bitsPerDimension();
    assertThat(apart).containsExactly(together[2], together[3]);
  }

  @Test
  void tellsWhatDoesNotFit() {
    Tensor x0 = tensor(new double[] {0, 0.5, 0.1, 0.2});
    VariationalBound learned = new VariationalBound(LINEAR, Variance.LEARNED);
    assertThatThrownBy(() -> learned.terms(x0, Estimate.of(x0), 1, 2))
        .hasMessageContaining("learned none")
        .hasMessageContaining("fixed-small");
    assertThatThrownBy(() -> learned.terms(x0, Estimate.of(x0), 1))
        .hasMessageContaining("one step per picture");
    assertThatThrownBy(() -> learned.terms(x0, Estimate.of(x0), 1, 1000))
        .hasMessageContaining("step 1000 does not exist");
  }
}
