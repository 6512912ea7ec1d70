package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Engines may keep arrays of many channels in an order of their own, and share out large ones; no
 * operation may let that show.
 */
public interface LayoutContract extends EngineUnderTest {
  /** Functions of large arrays. */
  static List<Trial> largeArrays() {
    return LargeTrials.all();
  }

  /** Operations behind a convolution of many channels, whose layout they may have to undo. */
  static List<Trial> chains() {
    return Stream.concat(ChainTrials.ofPictures().stream(), ChainTrials.ofClips().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.LayoutContract#chains")
  default void chainsOfOperationsOnManyChannelsAgreeWithPlainLoops(Trial chain) {
    try (Engine reference = new ReferenceEngine()) {
      double[] expected = chain.run(reference, DataType.FLOAT64);
      chain.assertClose(chain.run(engine(), DataType.FLOAT64), expected, 1e-11);
      chain.assertClose(chain.run(engine(), DataType.FLOAT32), expected, 1e-5);
    }
    List<double[]> slopes = chain.gradients(engine(), DataType.FLOAT64);
    chain.assertClose(chain.gradients(engine(), DataType.FLOAT32), slopes, 2e-5);
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.LayoutContract#largeArrays")
  default void largeArraysAgreeWithDoubleOnes(Trial trial) {
    double[] expected = trial.run(engine(), DataType.FLOAT64);
    trial.assertClose(trial.run(engine(), DataType.FLOAT32), expected, 2e-5);
    List<double[]> slopes = trial.gradients(engine(), DataType.FLOAT64);
    trial.assertClose(trial.gradients(engine(), DataType.FLOAT32), slopes, 1e-4);
  }

  @Test
  default void aTensorOfManyChannelsIsCopiedAsItReads() {
    try (Scope scope = engine().scope()) {
      Tensor images = engine().parameter(counted(DataType.FLOAT32, 2, 16, 4, 4).affine(0.01, -2));
      Tensor weights = counted(DataType.FLOAT32, 16, 16, 3, 3).affine(0.001, -1);
      Tensor bias = engine().full(1, Shape.of(16), DataType.FLOAT32);
      Tensor h = images.conv2d(weights, bias, 1, 1);
      float[] expected = h.toFloats();
      assertThat(engine().parameter(h).toFloats()).isEqualTo(expected);
      assertThat(h.detach().toFloats()).isEqualTo(expected);
      Tensor target = engine().zeros(h.shape());
      engine().assign(target, h);
      assertThat(target.toFloats()).isEqualTo(expected);
      engine().lerp(target, h.multiply(2), 1);
      assertThat(target.toFloats()[5]).isEqualTo(2 * expected[5]);
      // The other way round: the tensor that changes is the one with a layout of its own.
      engine().lerp(h, engine().full(0, h.shape(), DataType.FLOAT32), 0.5);
      assertThat(h.toFloats()[5]).isEqualTo(expected[5] / 2);
      Tensor ramp = counted(DataType.FLOAT32, 2, 16, 4, 4);
      engine().assign(h, ramp);
      assertThat(h.toFloats()).isEqualTo(ramp.toFloats());
      assertThat(engine().sumOfSquares(h)).isEqualTo(engine().sumOfSquares(ramp));
      assertThat(h.reshape(-1).toFloats()).isEqualTo(ramp.toFloats());
    }
  }

  @Test
  default void adamWTakesTensorsOfEitherLayout() {
    Tensor weights = counted(DataType.FLOAT32, 16, 16, 3, 3).affine(0.001, -1);
    Tensor bias = engine().full(0, Shape.of(16), DataType.FLOAT32);
    Tensor own =
        counted(DataType.FLOAT32, 1, 16, 4, 4).affine(0.01, -1).conv2d(weights, bias, 1, 1);
    Tensor plain = engine().tensor(own.toFloats(), own.shape());
    Engine.AdamWStep step = new Engine.AdamWStep(0.1, 0.9, 0.99, 1e-8, 0.1, 1, 1);
    float[] expected = adamW(plain, plain, step);
    assertThat(adamW(plain, own, step)).isEqualTo(expected);
    assertThat(adamW(own, plain, step)).isEqualTo(expected);
    assertThat(adamW(own, own, step)).isEqualTo(expected);
  }

  private float[] adamW(Tensor weights, Tensor gradient, Engine.AdamWStep step) {
    // A product with 1 has the layout of its operand.
    Tensor parameter = weights.multiply(1);
    Tensor mean = engine().zeros(weights.shape());
    Tensor variance = engine().zeros(weights.shape());
    engine().adamW(parameter, gradient, mean, variance, step);
    return parameter.toFloats();
  }
}
