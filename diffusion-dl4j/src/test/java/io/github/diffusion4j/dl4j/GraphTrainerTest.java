package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.Batches;
import io.github.diffusion4j.train.TrainingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class GraphTrainerTest {
  private static final int SIZE = 4;
  private static final int BATCH = 3;
  private static final double SCALE = 0.01;
  private static final GraphInputs INPUTS = GraphInputs.of("x").noisePlane(SCALE);
  private static final GraphTraining TRAINING = new GraphTraining(BATCH, 0.9, 0, false, 3);

  @TempDir Path temporary;

  static Stream<Formulation> formulations() {
    return Stream.of(Formulation.EDM, Formulation.DDPM_LINEAR);
  }

  @ParameterizedTest
  @MethodSource("formulations")
  void gradientsAreThoseOfFiniteDifferences(Formulation formulation) {
    ComputationGraph graph = doubles();
    GraphTrainer trainer = trainer(graph, formulation);
    Batches.Batch batch = batch(formulation);
    trainer.backward(batch);
    double[] gradient = graph.gradient().gradient().dup().data().asDouble();
    assertThat(gradient).hasSize((int) graph.numParams());
    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);

    double step = 1e-5;
    for (int i = 0; i < gradient.length; i++) {
      double value = graph.params().getDouble(i);
      graph.params().putScalar(i, value + step);
      double above = trainer.backward(batch);
      graph.params().putScalar(i, value - step);
      double below = trainer.backward(batch);
      graph.params().putScalar(i, value);
      double difference = (above - below) / (2 * step);
      assertThat(gradient[i])
          .as("parameter %d", i)
          .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
    }
  }

  @ParameterizedTest
  @MethodSource("formulations")
  void lossAndGradientsAreThoseOfOurOwnAutograd(Formulation formulation) {
    ComputationGraph graph = doubles();
    Batches.Batch batch = batch(formulation);
    double loss = trainer(graph, formulation).backward(batch);
    Map<String, INDArray> slopes = graph.gradient().gradientForVariable();
    try (Engine engine = Engine.open();
        Scope scope = engine.scope()) {
      List<String> names = List.of("first_W", "first_b", "second_W", "second_b", "out_W", "out_b");
      List<Tensor> weights = names.stream().map(name -> parameter(engine, graph, name)).toList();
      Network network =
          (x, conditions, conditioning) ->
              Tensor.concat(1, x, plane(x, conditions))
                  .conv2d(weights.get(0), weights.get(1), 1, 1)
                  .tanh()
                  .conv2d(weights.get(2), weights.get(3), 1, 1)
                  .tanh()
                  .conv2d(weights.get(4), weights.get(5), 1, 1);
      Tensor ours = loss(engine, network, formulation, batch);
      List<Tensor> gradients = engine.gradients(ours, weights);

      assertThat(loss).isCloseTo(ours.item(), within(1e-10 * ours.item()));
      for (int i = 0; i < names.size(); i++) {
        double[] theirs = slopes.get(names.get(i)).dup('c').data().asDouble();
        assertThat(theirs)
            .as(names.get(i))
            .containsExactly(gradients.get(i).toDoubles(), within(1e-9));
      }
    }
  }

  @Test
  void aStepIsTheUpdatersWhateverTheGraphSaysOfBatches() {
    double[][] after = new double[2][];
    for (boolean divided : new boolean[] {true, false}) {
      NeuralNetConfiguration.Builder builder =
          Graphs.builder(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 0)
              .updater(new Sgd(0.1))
              .miniBatch(divided);
      ComputationGraph graph = Graphs.initialised(Graphs.convolutions(builder, 3, 4));
      double[] before = graph.params().dup().data().asDouble();
      GraphTrainer trainer = trainer(graph, Formulation.EDM);
      trainer.backward(batch(Formulation.EDM));
      double[] gradient = graph.gradient().gradient().dup().data().asDouble();

      trainer.step();

      after[divided ? 0 : 1] = graph.params().dup().data().asDouble();
      for (int i = 0; i < before.length; i++) {
        before[i] -= 0.1 * gradient[i];
      }
      assertThat(after[divided ? 0 : 1]).containsExactly(before, within(1e-12));
    }
    assertThat(after[0]).containsExactly(after[1]);
  }

  @Test
  void theAverageFollowsTheParametersByItsFormula() {
    ComputationGraph graph = doubles();
    GraphTrainer trainer = trainer(graph, Formulation.EDM);
    double[] average = graph.params().dup().data().asDouble();
    for (int update = 1; update <= 100; update++) {
      trainer.step();
      double kept = Math.min(0.9, (1.0 + update) / (10.0 + update));
      for (int i = 0; i < average.length; i++) {
        average[i] = kept * average[i] + (1 - kept) * graph.params().getDouble(i);
      }
    }

    assertThat(trainer.averaged().params().dup().data().asDouble())
        .containsExactly(average, within(1e-12));
    assertThat(graph.params().getDouble(0)).isNotEqualTo(average[0]);
  }

  @Test
  void goesOnFromAFileAsIfItHadNeverStopped() {
    GraphTrainer whole = trainer(floats(), Formulation.EDM);
    GraphTrainer first = trainer(floats(), Formulation.EDM);
    for (int step = 0; step < 5; step++) {
      assertThat(first.step()).isEqualTo(whole.step());
    }
    Path file = temporary.resolve("training.zip");
    first.save(file);
    GraphTrainer second =
        new GraphTrainer(
            GraphArchive.read(file), INPUTS, new TwoModes(SIZE), Formulation.EDM, TRAINING);

    for (int step = 0; step < 5; step++) {
      assertThat(second.step()).as("loss of step %d after it", step).isEqualTo(whole.step());
    }
    assertThat(second.averaged().params()).isEqualTo(whole.averaged().params());
  }

  @Test
  void leavesNoActivationsToTheGarbageCollector() {
    ComputationGraph graph = floats();
    List<INDArray> seen = new ArrayList<>();
    List<Integer> iterations = new ArrayList<>();
    graph.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, Map<String, INDArray> activations) {
            seen.addAll(activations.values());
          }

          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            assertThat(model.score()).isPositive();
            iterations.add(iteration);
          }
        });
    GraphTrainer trainer = trainer(graph, Formulation.EDM);

    trainer.step();
    trainer.step();

    assertThat(iterations).containsExactly(0, 1);
    assertThat(seen).hasSize(8).allMatch(INDArray::wasClosed);
  }

  @Test
  void aStepWithoutANumberChangesNothingAndTheTenthEndsIt() {
    ComputationGraph graph = floats();
    GraphTrainer trainer = trainer(graph, Formulation.EDM);
    graph.params().putScalar(0, Float.NaN);
    INDArray before = graph.params().dup();

    for (int step = 0; step < 9; step++) {
      assertThat(trainer.step()).isNaN();
    }
    assertThat(graph.params().data().asFloat()).containsExactly(before.data().asFloat());
    assertThatThrownBy(trainer::step)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("iteration 10")
        .hasMessageContaining("10 steps in a row");
  }

  @Test
  void refusesAGraphWithALossOfItsOwn() {
    ComputationGraph graph =
        Graphs.initialised(
            Graphs.convolutions(Graphs.builder(FLOAT, 1e-3), 3, 4)
                .addLayer(
                    "loss",
                    new CnnLossLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "out")
                .setOutputs("loss"));

    assertThatThrownBy(() -> trainer(graph, Formulation.EDM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("output 'loss' is a CnnLossLayer, which has a loss of its own");
  }

  @Test
  void namesPicturesThatTheGraphDoesNotTake() {
    GraphTrainer trainer =
        new GraphTrainer(
            floats(), GraphInputs.of("x"), new TwoModes(SIZE), Formulation.EDM, TRAINING);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(trainer::step)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the graph failed on x [3, 1, 4, 4]: ");
    }
  }

  private static final org.nd4j.linalg.api.buffer.DataType FLOAT =
      org.nd4j.linalg.api.buffer.DataType.FLOAT;

  private static ComputationGraph doubles() {
    return Graphs.convolutions(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 3, 3, 1e-2);
  }

  private static ComputationGraph floats() {
    return Graphs.convolutions(FLOAT, 3, 4, 1e-2);
  }

  private static GraphTrainer trainer(ComputationGraph graph, Formulation formulation) {
    return new GraphTrainer(graph, INPUTS, new TwoModes(SIZE), formulation, TRAINING);
  }

  private static Batches.Batch batch(Formulation formulation) {
    return new Batches(new TwoModes(SIZE), formulation.preconditioning().process(), TRAINING.spec())
        .of(1, 0);
  }

  private static Tensor parameter(Engine engine, ComputationGraph graph, String name) {
    INDArray values = graph.getParam(name);
    int[] shape =
        name.endsWith("_b")
            ? new int[] {(int) values.length()}
            : Arrays.stream(values.shape()).mapToInt(length -> (int) length).toArray();
    return engine.parameter(
        engine.tensor(values.dup('c').data().asDouble(), Shape.of(shape), DataType.FLOAT64));
  }

  private static Tensor plane(Tensor x, double[] conditions) {
    double[] values = new double[BATCH * SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = SCALE * conditions[i / (SIZE * SIZE)];
    }
    return x.engine().tensor(values, Shape.of(BATCH, 1, SIZE, SIZE), DataType.FLOAT64);
  }

  private static Tensor loss(
      Engine engine, Network network, Formulation formulation, Batches.Batch batch) {
    Shape shape = Shape.of(BATCH, 1, SIZE, SIZE);
    Tensor x = engine.tensor(widened(batch.noisy()), shape, DataType.FLOAT64);
    Tensor clean = engine.tensor(widened(batch.clean()), shape, DataType.FLOAT64);
    double[] weights =
        Arrays.stream(batch.sigmas())
            .map(sigma -> formulation.weight(formulation.preconditioning(), sigma))
            .toArray();
    Tensor weight = engine.tensor(weights, Shape.of(BATCH, 1, 1, 1), DataType.FLOAT64);
    Tensor denoised =
        new NetworkDenoiser(
                network,
                formulation.preconditioning(),
                io.github.diffusion4j.nn.Conditioning.none(BATCH))
            .denoise(x, batch.sigmas());
    return denoised.subtract(clean).square().multiply(weight).mean();
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
