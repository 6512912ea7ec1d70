package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpmAdaptiveTest {
  private static final Shape PICTURE = Shape.of(1, 3, 2, 2);
  private static final double[] ENDS = {80, 0.002, 0};

  private final ReferenceEngine engine = new ReferenceEngine();

  private Tensor run(Denoiser denoiser, int first, int count, SamplingObserver observer) {
    NoiseStreams noise = NoiseStreams.of(5, first, count);
    Tensor start = noise.next(engine, PICTURE.with(0, count), DataType.FLOAT32).multiply(80);
    return new DpmAdaptive(3).sample(denoiser, ENDS, start, noise, observer);
  }

  @Test
  void makesTheSamePictureInAnyBatch() {
    float[] all = run(GaussianOracle.DENOISER, 0, 4, SamplingObserver.none()).toFloats();
    int size = PICTURE.size();
    for (int k = 0; k < 4; k++) {
      assertThat(run(GaussianOracle.DENOISER, k, 1, SamplingObserver.none()).toFloats())
          .as("picture %s alone", k)
          .containsExactly(Arrays.copyOfRange(all, k * size, (k + 1) * size));
    }
  }

  @Test
  void leavesNothingBehindButTheResult() {
    Tensor start = engine.full(80, PICTURE, DataType.FLOAT32);
    long before = engine.memoryBytes();
    new DpmAdaptive(2)
        .sample(
            GaussianOracle.DENOISER,
            ENDS,
            start,
            NoiseStreams.none(),
            SamplingObserver.none());
    assertThat(engine.memoryBytes() - before).isEqualTo(4L * PICTURE.size());
    assertThat(start.toFloats()).containsOnly(80);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void comesNearerWithLessTolerance(int order) {
    double exact = GaussianOracle.exact(80, 80, 0.002);
    double[] ends = {80, 0.002};
    double loose = GaussianOracle.sample(new DpmAdaptive(order), ends, 80);
    DpmAdaptive strict = new DpmAdaptive(order, 1e-4, 1e-5, 0.05, 0, 1, 0);
    assertThat(loose).isCloseTo(exact, within(0.1));
    assertThat(GaussianOracle.sample(strict, ends, 80)).isCloseTo(exact, within(1e-3));
  }

  @Test
  void growsItsStepsAndShowsThem() {
    List<Double> levels = new ArrayList<>();
    run(GaussianOracle.DENOISER, 0, 1, step -> levels.add(step.sigma()));
    assertThat(levels).startsWith(80.0).endsWith(0.002);
    assertThat(levels.size()).isLessThan(60);
    double first = Math.log(levels.get(0) / levels.get(1));
    double later = Math.log(levels.get(4) / levels.get(5));
    assertThat(later).isGreaterThan(first);
  }

  @Test
  void endsAtWhatAPerfectDenoiserKnows() {
    Denoiser knows = (x, sigmas) -> x.affine(0, 0.4);
    assertThat(run(knows, 0, 2, SamplingObserver.none()).toFloats()).containsOnly(0.4f);
  }

  @Test
  void givesUpIfTheDenoiserIsNotFinite() {
    Denoiser broken = (x, sigmas) -> x.affine(0, Double.NaN);
    assertThatThrownBy(() -> run(broken, 0, 1, SamplingObserver.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not finite");
  }

  @Test
  void refusesWhatNeedsCommonLevels() {
    Tensor start = engine.full(80, PICTURE, DataType.FLOAT32);
    SamplingTask task =
        new SamplingTask(GaussianOracle.DENOISER, ENDS, start, NoiseStreams.none());
    assertThatThrownBy(
            () ->
                new DpmAdaptive(3)
                    .sample(task, SamplingObserver.none(), (step, next, sigma) -> next))
        .hasMessageContaining("choose another sampler");
    assertThatThrownBy(() -> new DpmAdaptive(4)).hasMessageContaining("order is 4");
    assertThatThrownBy(() -> new DpmAdaptive(3, 0.1, 0, 0.05, 0, 1, 0))
        .hasMessageContaining("tolerances are 0.1");
  }

  @Test
  void takesTheStepsOfItsOrderBetweenGivenLevels() {
    double[] sigmas = SigmaGrid.karras(6, 0.002, 80, 7);
    Tensor start = engine.full(80, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
    SamplingTask task =
        new SamplingTask(GaussianOracle.DENOISER, sigmas, start, NoiseStreams.none());
    double own = new DpmAdaptive(3).start(task).step(start, 0).next().item();
    double other = new DpmSinglestep(3, Variable.NOISE).start(task).step(start, 0).next().item();
    assertThat(own).isEqualTo(other);
  }
}
