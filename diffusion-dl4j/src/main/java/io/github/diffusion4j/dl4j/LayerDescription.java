package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plugin.DescribingNetwork;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What one layer of a graph makes of pictures, its numbers in row-major order. */
final class LayerDescription implements DescribingNetwork {
  private final Path model;
  private final ComputationGraph graph;
  private final String vertex;

  /**
   * Checks the names of the contract.
   *
   * @throws EvaluationException if the graph has another input, several, or no such layer
   */
  LayerDescription(Path model, LayeredNetwork network, PreprocessingContract contract) {
    this.model = model;
    this.graph = network.graph();
    this.vertex = network.vertex(contract.output());
    List<String> inputs = graph.getConfiguration().getNetworkInputs();
    if (!inputs.equals(List.of(contract.input()))) {
      throw new EvaluationException(
          "%s has the inputs %s, and input of its contract is '%s'; a descriptor has one input, of pictures"
              .formatted(model, inputs, contract.input()));
    }
    if (!graph.getConfiguration().getVertices().containsKey(vertex)) {
      throw new EvaluationException(
          "%s has no layer '%s', which output of its contract names; it has %s%s"
              .formatted(
                  model,
                  contract.output(),
                  graph.getConfiguration().getVertices().keySet(),
                  network.numbers().isEmpty() ? "" : ", also named " + network.numbers()));
    }
  }

  @Override
  public float[][] describe(float[] pictures, long[] shape) {
    DataType type = graph.getConfiguration().getDataType();
    Map<String, INDArray> activations = Map.of();
    INDArray input = Nd4j.create(pictures, shape, DataType.FLOAT).castTo(type);
    try {
      activations = graph.feedForward(new INDArray[] {input}, false, true);
      return rows(activations.get(vertex), (int) shape[0]);
    } catch (EvaluationException told) {
      throw told;
    } catch (RuntimeException refusal) {
      throw new EvaluationException(
          "%s failed on %s: %s; width, height, channels and layout of its contract must be the network's"
              .formatted(model, Arrays.toString(shape), refusal.getMessage()),
          refusal);
    } finally {
      Activations.free(activations);
      if (input.closeable()) {
        input.close();
      }
    }
  }

  private float[][] rows(INDArray activation, int count) {
    if (activation.size(0) != count) {
      throw new EvaluationException(
          "layer '%s' of %s is %s for %d pictures; its first dimension is their number: name another layer"
              .formatted(vertex, model, Arrays.toString(activation.shape()), count));
    }
    float[] numbers;
    try (INDArray copy = activation.dup('c')) {
      numbers = copy.data().asFloat();
    }
    int length = numbers.length / count;
    float[][] rows = new float[count][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(numbers, i * length, (i + 1) * length));
    return rows;
  }
}
