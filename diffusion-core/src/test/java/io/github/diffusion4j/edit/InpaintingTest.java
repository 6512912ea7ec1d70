package io.github.diffusion4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.Ancestral;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.sample.SamplingTask;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Pictures of two pixels, N(0, 1) with correlation 0.9: knowing one says much of the other. */
class InpaintingTest {
  private static final double CORRELATION = 0.9;
  private static final double KNOWN = 1.2;
  private static final int COUNT = 2000;
  private static final long SEED = 5;
  private static final double[] SIGMAS = SigmaGrid.karras(40, 0.02, 20, 7);

  private final Engine engine = new ReferenceEngine();

  /** {@code S (S + sigma^2)^-1 x}, S being the covariance. */
  private final Denoiser best =
      (x, sigmas) -> {
        double noise = sigmas[0] * sigmas[0];
        double a = 1 + noise;
        double determinant = a * a - CORRELATION * CORRELATION;
        double same = (a - CORRELATION * CORRELATION) / determinant;
        double other = CORRELATION * noise / determinant;
        Tensor matrix =
            x.engine().tensor(new double[] {same, other, other, same}, Shape.of(2, 2), x.type());
        return x.reshape(-1, 2).matMul(matrix).reshape(-1, 1, 1, 2);
      };

  private Tensor tensor(Shape shape, double... values) {
    return engine.tensor(values, shape, DataType.FLOAT64);
  }

  private Tensor known(int count) {
    return tensor(Shape.of(1, 1, 1, 2), KNOWN, 0)
        .add(engine.full(0, Shape.of(count, 1, 1, 2), DataType.FLOAT64));
  }

  private double[] inpainted(double[] levels, Tensor mask, int count) {
    NoiseStreams noise = NoiseStreams.of(SEED, 0, count);
    Shape shape = Shape.of(count, 1, 1, 2);
    Tensor start = noise.next(engine, shape, DataType.FLOAT64).multiply(levels[0]);
    SamplingTask task = new SamplingTask(best, levels, start, noise);
    return new Ancestral(Variance.FIXED_SMALL, false)
        .sampleWithRises(task, SamplingObserver.none(), new Inpainting(known(count), mask, noise))
        .toDoubles();
  }

  private Tensor second() {
    return tensor(Shape.of(1, 1, 1, 2), 0, 1);
  }

  @Test
  void leavesWhatIsKnownExactly() {
    double[] pictures = inpainted(SIGMAS, second(), 3);
    for (int i = 0; i < 3; i++) {
      assertThat(pictures[2 * i]).isEqualTo(KNOWN);
      assertThat(pictures[2 * i + 1]).isNotZero().isNotEqualTo(KNOWN);
    }
  }

  @Test
  void mixesUnderASoftMask() {
    Tensor half = tensor(Shape.of(1, 1, 1, 2), 0.25, 1);
    Tensor next = tensor(Shape.of(1, 1, 1, 2), 4, 4);
    NoiseStreams ones = (where, shape, type) -> where.full(1, shape, type);
    Inpainting inpainting = new Inpainting(known(1), half, ones);
    assertThat(inpainting.after(null, next, 0).toDoubles())
        .containsExactly(0.25 * 4 + 0.75 * KNOWN, 4);
    assertThat(inpainting.after(null, next, 2).toDoubles())
        .containsExactly(0.25 * 4 + 0.75 * KNOWN + 0.75 * 2, 4);
  }

  @Test
  void goingBackUpBringsThePartsTogether() {
    // Given the first pixel, the second is N(0.9 * 1.2, 1 - 0.9^2) = N(1.08, 0.436^2).
    double mean = CORRELATION * KNOWN;
    double deviation = Math.sqrt(1 - CORRELATION * CORRELATION);
    double[] replaced = moments(inpainted(SIGMAS, second(), COUNT));
    double[] repainted = moments(inpainted(new RePaint(5, 5).levels(SIGMAS), second(), COUNT));
    // Of 2000 pictures, the mean errs by 0.01 and the deviation by 0.007 (one sigma); RePaint
    // itself
    // is right only with many jumps: here its mean is off by about 0.07, replacement's by 0.37.
    String seen =
        "seed %d: replacement %s, RePaint %s, right is [%s, %s]"
            .formatted(
                SEED, Arrays.toString(replaced), Arrays.toString(repainted), mean, deviation);
    assertThat(Math.abs(repainted[0] - mean)).as(seen).isLessThan(0.1);
    assertThat(Math.abs(repainted[1] - deviation)).as(seen).isLessThan(0.06);
    assertThat(Math.abs(replaced[0] - mean))
        .as(seen)
        .isGreaterThan(3 * Math.abs(repainted[0] - mean));
  }

  private static double[] moments(double[] pictures) {
    double sum = 0;
    double squares = 0;
    for (int i = 1; i < pictures.length; i += 2) {
      sum += pictures[i];
      squares += pictures[i] * pictures[i];
    }
    double mean = sum / (pictures.length / 2);
    return new double[] {mean, Math.sqrt(squares / (pictures.length / 2) - mean * mean)};
  }

  @Test
  void refusesMasksThatAreNone() {
    assertThatThrownBy(() -> new Inpainting(known(1), tensor(Shape.of(1, 1, 1, 2), 0, 255), null))
        .hasMessageContaining("the mask holds 255.0");
    assertThatThrownBy(
            () -> new Inpainting(known(1), tensor(Shape.of(2, 1, 1, 2), 0, 1, 0, 1), null))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("does not grow into the pictures");
  }
}
