package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation has the values of its definition and the gradients of its values. */
public interface OperationContract extends EngineUnderTest {
  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.OpCase#all")
  default void valuesAgreeWithPlainLoops(OpCase c) {
    Trial trial = Trial.of(c);
    try (Engine reference = new ReferenceEngine()) {
      double[] expected = trial.run(reference, DataType.FLOAT64);
      trial.assertClose(trial.run(engine(), DataType.FLOAT64), expected, 1e-12);
      trial.assertClose(trial.run(engine(), DataType.FLOAT32), expected, 3e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.OpCase#differentiable")
  default void gradientsAgreeWithFiniteDifferences(OpCase c) {
    Trial.of(c).checkGradients(engine());
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.OpCase#differentiable")
  default void floatGradientsAgreeWithDoubleOnes(OpCase c) {
    Trial trial = Trial.of(c);
    List<double[]> expected = trial.gradients(engine(), DataType.FLOAT64);
    trial.assertClose(trial.gradients(engine(), DataType.FLOAT32), expected, 2e-5);
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.OpCase#constant")
  default void gradientsTakeResultsWithoutASlopeForConstants(OpCase c) {
    for (DataType type : DataType.values()) {
      try (Scope scope = engine().scope()) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < c.inputs().size(); i++) {
          Tensor values = engine().tensor(c.values().get(i), c.shapes().get(i), type);
          inputs.add(engine().parameter(values));
        }
        Tensor constant = c.apply(inputs);
        Tensor loss = inputs.get(0).sum().multiply(constant.sum());
        List<Tensor> gradients = engine().gradients(loss, inputs);
        double sum = constant.sum().item();
        assertThat(gradients.get(0).toDoubles()).as("%s", c).containsOnly(sum);
        for (int i = 1; i < inputs.size(); i++) {
          assertThat(gradients.get(i).toDoubles()).as("input %d of %s", i, c).containsOnly(0);
        }
      }
    }
  }
}
