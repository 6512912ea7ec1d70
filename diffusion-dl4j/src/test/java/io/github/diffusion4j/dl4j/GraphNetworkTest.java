package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphNetworkTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void thePlaneIsTheScaledConditionInTheLastChannel() {
    // A 1x1 convolution whose weights are 10 for the picture and 1 for the plane: F = 10 x + plane.
    ComputationGraph graph =
        Graphs.initialised(
            Graphs.builder(DataType.FLOAT, 1e-3)
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                    "out", Graphs.convolution(1, 2, 1).activation(Activation.IDENTITY).build(), "x")
                .setOutputs("out"));
    graph.getParam("out_b").assign(0);
    graph.getParam("out_W").putScalar(new int[] {0, 0, 0, 0}, 10);
    graph.getParam("out_W").putScalar(new int[] {0, 1, 0, 0}, 1);
    GraphNetwork network = new GraphNetwork(graph, GraphInputs.of("x").noisePlane(0.5));

    Tensor result =
        network.forward(
            engine.tensor(new float[] {1, 2, 3, 4}, Shape.of(2, 1, 1, 2)),
            new double[] {-2, 6},
            Conditioning.none(2));

    assertThat(result.shape()).isEqualTo(Shape.of(2, 1, 1, 2));
    assertThat(result.toFloats()).containsExactly(9, 19, 33, 43);
  }

  @Test
  void inputsComeInTheGraphsOrderAndAFlatOutputIsTakenAsPictures() {
    ComputationGraph graph = Graphs.conditional(4, 1e-3);
    GraphNetwork network =
        new GraphNetwork(graph, GraphInputs.of("x").noiseInput("t", 2).labelInput("y", 2));
    Tensor x = engine.tensor(new float[] {0.5f, -1, 2}, Shape.of(3, 1, 1, 1));

    Tensor result =
        network.forward(x, new double[] {1, 2, 3}, new Conditioning(new int[] {1, -1, 0}));

    INDArray expected =
        graph.outputSingle(
            false,
            array(new double[] {0, 1, 0, 0, 1, 0}, 3, 2),
            array(new double[] {0.5, -1, 2}, 3, 1, 1, 1),
            array(new double[] {2, 4, 6}, 3, 1));
    assertThat(result.shape()).isEqualTo(x.shape());
    assertThat(result.toFloats()).containsExactly(expected.data().asFloat());
  }

  @Test
  void aPictureDoesNotDependOnItsBatchAndDoublesStayDoubles() {
    ComputationGraph graph = Graphs.convolutions(DataType.DOUBLE, 3, 4, 1e-3);
    GraphNetwork network = new GraphNetwork(graph, GraphInputs.of("x").noisePlane(1));
    double[] values = gaussians(3 * 16);
    double[] conditions = {-1, 0.3, 0.7};

    Tensor together =
        network.forward(
            engine.tensor(
                values, Shape.of(3, 1, 4, 4), io.github.diffusion4j.tensor.DataType.FLOAT64),
            conditions,
            Conditioning.none(3));

    for (int n = 0; n < 3; n++) {
      double[] own = java.util.Arrays.copyOfRange(values, n * 16, (n + 1) * 16);
      Tensor alone =
          network.forward(
              engine.tensor(
                  own, Shape.of(1, 1, 4, 4), io.github.diffusion4j.tensor.DataType.FLOAT64),
              new double[] {conditions[n]},
              Conditioning.none(1));
      double[] batched = java.util.Arrays.copyOfRange(together.toDoubles(), n * 16, (n + 1) * 16);
      assertThat(alone.toDoubles()).as("picture %d", n).containsExactly(batched, within(1e-12));
    }
  }

  @Test
  void leavesNothingInTheEngineButItsResult() {
    GraphNetwork network =
        new GraphNetwork(
            Graphs.convolutions(DataType.FLOAT, 3, 4, 1e-3), GraphInputs.of("x").noisePlane(1));
    long[] bytes = new long[2];
    for (int round = 0; round < 1_000; round++) {
      try (Scope scope = engine.inference()) {
        Tensor x =
            engine.full(round, Shape.of(2, 1, 4, 4), io.github.diffusion4j.tensor.DataType.FLOAT32);
        network.forward(x, new double[] {0, 1}, Conditioning.none(2));
      }
      bytes[round == 20 ? 0 : 1] = engine.memoryBytes();
    }
    assertThat(bytes[1]).isEqualTo(bytes[0]);
  }

  @Test
  void threadsMayShareIt() {
    GraphNetwork network =
        new GraphNetwork(
            Graphs.convolutions(DataType.FLOAT, 3, 4, 1e-3), GraphInputs.of("x").noisePlane(1));

    long different =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                call -> {
                  try (Scope scope = engine.inference()) {
                    Tensor x =
                        engine.full(
                            call % 2,
                            Shape.of(1, 1, 4, 4),
                            io.github.diffusion4j.tensor.DataType.FLOAT32);
                    float[] result =
                        network.forward(x, new double[] {1}, Conditioning.none(1)).toFloats();
                    return call % 2 + java.util.Arrays.toString(result);
                  }
                })
            .distinct()
            .count();

    assertThat(different).isEqualTo(2);
  }

  @Test
  void namesInputsThatAreNotTheGraphs() {
    ComputationGraph graph = Graphs.conditional(4, 1e-3);

    assertThatThrownBy(() -> new GraphNetwork(graph, GraphInputs.of("x").noiseInput("noise", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph has the inputs [y, x, t], but [x, noise] are named; name each");
    assertThatThrownBy(() -> GraphInputs.of("x").noiseInput("x", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[x, x] name one twice");
    assertThatThrownBy(() -> GraphInputs.of("x").noisePlane(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> GraphInputs.of("x").labelInput("y", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 classes");
  }

  @Test
  void namesShapesThatDoNotFit() {
    GraphNetwork planeForgotten =
        new GraphNetwork(Graphs.convolutions(DataType.FLOAT, 3, 4, 1e-3), GraphInputs.of("x"));
    Tensor x = engine.zeros(Shape.of(2, 1, 4, 4));

    assertThatThrownBy(() -> planeForgotten.forward(x, new double[] {1, 1}, Conditioning.none(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the graph failed on x [2, 1, 4, 4]: ");
    assertThatThrownBy(() -> planeForgotten.forward(x, new double[] {1}, Conditioning.none(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, 1, 4, 4] with 1 noise conditions and 2 labels");

    GraphNetwork narrow =
        new GraphNetwork(
            Graphs.initialised(
                Graphs.builder(DataType.FLOAT, 1e-3)
                    .graphBuilder()
                    .addInputs("x")
                    .addLayer("out", new DenseLayer.Builder().nOut(15).build(), "x")
                    .setInputTypes(InputType.convolutional(4, 4, 1))
                    .setOutputs("out")),
            GraphInputs.of("x"));
    assertThatThrownBy(() -> narrow.forward(x, new double[] {1, 1}, Conditioning.none(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("output 'out' is [2, 15] for pictures [2, 1, 4, 4]");
  }

  @Test
  void namesAClassThatTheGraphDoesNotHave() {
    GraphNetwork network =
        new GraphNetwork(
            Graphs.conditional(4, 1e-3), GraphInputs.of("x").noiseInput("t", 1).labelInput("y", 2));
    Tensor x = engine.zeros(Shape.of(1, 1, 1, 1));

    assertThatThrownBy(() -> network.forward(x, new double[] {1}, new Conditioning(new int[] {2})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label of picture 0 is 2")
        .hasMessageContaining("classes 0 to 1");
  }

  private static INDArray array(double[] values, long... shape) {
    return org.nd4j.linalg.factory.Nd4j.create(values, shape, DataType.FLOAT);
  }

  private static double[] gaussians(int count) {
    RandomStream stream = RandomStream.of(5, "test", 0);
    return java.util.stream.DoubleStream.generate(stream::nextGaussian).limit(count).toArray();
  }
}
