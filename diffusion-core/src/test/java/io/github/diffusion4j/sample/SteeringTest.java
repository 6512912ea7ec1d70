package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** On normal data, where what a score makes of the distribution is known. */
class SteeringTest {
  private static final Sampler SAMPLER = new Ancestral(Variance.FIXED_SMALL, false);
  private static final double[] SIGMAS = SigmaGrid.karras(30, 0.02, 20, 7);
  private static final long SEED = 11;
  private static final PictureScore BRIGHTNESS = (picture, c, h, w) -> picture[0];

  private final Engine engine = new ReferenceEngine();

  private Tensor sample(NoiseStreams noise, int batch, Intervention intervention) {
    Shape shape = Shape.of(batch, 1, 1, 1);
    Tensor start = noise.next(engine, shape, DataType.FLOAT64).multiply(SIGMAS[0]);
    SamplingTask task = new SamplingTask(GaussianOracle.DENOISER, SIGMAS, start, noise);
    return SAMPLER.sample(task, SamplingObserver.none(), intervention);
  }

  private double[] steered(SteeringSpec spec, PictureScore score, int first, int count) {
    NoiseStreams noise = NoiseStreams.ofParticles(SEED, first, count, spec.particles());
    Steering steering = new Steering(spec, score, SEED, first, count);
    return steering.choose(sample(noise, count * spec.particles(), steering)).toDoubles();
  }

  @Test
  void changesNothingWhereAllScoresAreTheSame() {
    SteeringSpec spec = new SteeringSpec(4, 3, 1, 1);
    NoiseStreams noise = NoiseStreams.ofParticles(SEED, 5, 6, 4);
    Steering steering = new Steering(spec, (picture, c, h, w) -> 0.7, SEED, 5, 6);
    List<Boolean> moved = new ArrayList<>();
    Tensor particles =
        sample(
            noise,
            24,
            (step, next, sigma) -> {
              Tensor result = steering.after(step, next, sigma);
              moved.add(steering.changesPlaces());
              return result;
            });
    Tensor alone = sample(NoiseStreams.ofParticles(SEED, 5, 6, 4), 24, Intervention.none());
    assertThat(particles.toDoubles()).isEqualTo(alone.toDoubles());
    assertThat(moved).hasSize(30).containsOnly(false);
    assertThat(steering.resamplings()).isZero();
    assertThat(steering.choose(particles).toDoubles())
        .as("one picture each, and the one that its seed gives without steering")
        .isEqualTo(sample(NoiseStreams.of(SEED, 5, 6), 6, Intervention.none()).toDoubles());
  }

  @Test
  void saysThatPicturesMovedOnlyWhenTheyDid() {
    Steering steering = new Steering(new SteeringSpec(4, 3, 10, 1), BRIGHTNESS, SEED, 0, 2);
    List<Integer> moved = new ArrayList<>();
    sample(
        NoiseStreams.ofParticles(SEED, 0, 2, 4),
        8,
        (step, next, sigma) -> {
          Tensor result = steering.after(step, next, sigma);
          if (steering.changesPlaces()) {
            moved.add(step.index());
          } else {
            assertThat(result).isSameAs(next);
          }
          return result;
        });
    assertThat(moved).containsExactly(9, 19);
    assertThat(steering.resamplings()).isEqualTo(4);
  }

  @Test
  void tiltsTheDistributionByALinearScore() {
    // exp(a x) N(x; m, s^2) is N(m + a s^2, s^2).
    GaussianOracle.Moments own = GaussianOracle.moments(SAMPLER, SIGMAS, SIGMAS[0]);
    double strength = 2;
    double[] pictures = steered(new SteeringSpec(16, strength), BRIGHTNESS, 0, 1500);
    double variance = own.deviation() * own.deviation();
    assertMoments(pictures, own.mean() + strength * variance, own.deviation());
  }

  @Test
  void tiltsTheDistributionByAQuadraticScore() {
    // exp(-a (x - 1)^2 / 2) N(x; m, s^2) is normal: precisions add up, means by their precision.
    GaussianOracle.Moments own = GaussianOracle.moments(SAMPLER, SIGMAS, SIGMAS[0]);
    double strength = 6;
    PictureScore close = (picture, c, h, w) -> -(picture[0] - 1) * (picture[0] - 1) / 2;
    double[] pictures = steered(new SteeringSpec(16, strength, 3, 0.7), close, 0, 1500);
    double precision = 1 / (own.deviation() * own.deviation());
    double mean = (own.mean() * precision + strength) / (precision + strength);
    assertMoments(pictures, mean, Math.sqrt(1 / (precision + strength)));
  }

  /** Of 1500 pictures, the mean errs by 0.012 and the deviation by 0.008 at most (one sigma). */
  private static void assertMoments(double[] pictures, double mean, double deviation) {
    double average = Arrays.stream(pictures).average().orElseThrow();
    double variance =
        Arrays.stream(pictures).map(x -> (x - average) * (x - average)).average().orElseThrow();
    assertThat(average).as("mean, seed " + SEED).isCloseTo(mean, Offset.offset(0.04));
    assertThat(Math.sqrt(variance))
        .as("deviation, seed " + SEED)
        .isCloseTo(deviation, Offset.offset(0.03));
  }

  @Test
  void drawsThePictureOfASeedTheSameInAnyBatch() {
    SteeringSpec spec = new SteeringSpec(5, 4);
    double[] together = steered(spec, BRIGHTNESS, 0, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(steered(spec, BRIGHTNESS, i, 1)).containsExactly(together[i]);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> steered(new SteeringSpec(2, 1), (p, c, h, w) -> Double.NaN, 0, 1))
        .hasMessageContaining("score that steers is NaN");
    Steering two = new Steering(new SteeringSpec(2, 1), BRIGHTNESS, SEED, 0, 2);
    assertThatThrownBy(() -> sample(NoiseStreams.of(SEED, 0, 3), 3, two))
        .hasMessageContaining("2 pictures of 2 particles each, but the batch holds 3");
    Tensor unsampled = engine.full(0, Shape.of(4, 1, 1, 1), DataType.FLOAT64);
    assertThatThrownBy(
            () -> new Steering(new SteeringSpec(2, 1), BRIGHTNESS, SEED, 0, 2).choose(unsampled))
        .hasMessageContaining("sample first");
    assertThatThrownBy(() -> new SteeringSpec(1, 1)).hasMessageContaining("1 particles");
    assertThatThrownBy(() -> new SteeringSpec(8, -1)).hasMessageContaining("strength is -1.0");
    assertThatThrownBy(() -> new SteeringSpec(8, 1, 0, 0.5)).hasMessageContaining("every 0");
    assertThatThrownBy(() -> new SteeringSpec(8, 1, 1, 1.5)).hasMessageContaining("1.5");
  }
}
