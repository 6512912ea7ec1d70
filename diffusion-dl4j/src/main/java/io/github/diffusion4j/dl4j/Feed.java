package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What goes into a graph and comes out of it, in plain numbers and row-major order. */
final class Feed {
  private final ComputationGraph graph;
  private final GraphInputs inputs;
  private final String output;

  /**
   * Checks that the graph takes what it is to get.
   *
   * @throws IllegalArgumentException if it does not, with its inputs and outputs
   */
  Feed(ComputationGraph graph, GraphInputs inputs) {
    List<String> taken = graph.getConfiguration().getNetworkInputs();
    List<String> given = graph.getConfiguration().getNetworkOutputs();
    if (!new HashSet<>(taken).equals(new HashSet<>(inputs.names()))) {
      throw new IllegalArgumentException(
          "the graph has the inputs "
              + taken
              + ", but "
              + inputs.names()
              + " are named; name each");
    }
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "the graph has the outputs " + given + "; it needs one, of the pictures' shape");
    }
    this.graph = graph;
    this.inputs = inputs;
    this.output = given.get(0);
  }

  /** Returns the name of the graph's output. */
  String output() {
    return output;
  }

  /**
   * Makes the graph's inputs, in its order; the caller closes them.
   *
   * @param pictures of the given shape {@code [N, C, H, W]}
   * @param noiseConditions of the N pictures
   * @param labels of the N pictures, -1 for none
   */
  INDArray[] arrays(double[] pictures, Shape shape, double[] noiseConditions, int[] labels) {
    int count = shape.dim(0);
    Map<String, INDArray> named = new HashMap<>();
    if (inputs.noise() instanceof GraphInputs.Plane plane) {
      double[] conditioned = withPlane(pictures, shape, noiseConditions, plane.scale());
      named.put(
          inputs.pictures(),
          array(conditioned, count, shape.dim(1) + 1, shape.dim(2), shape.dim(3)));
    } else {
      named.put(inputs.pictures(), array(pictures, shape.toLongs()));
    }
    if (inputs.noise() instanceof GraphInputs.Column column) {
      double[] scaled = Arrays.stream(noiseConditions).map(c -> c * column.scale()).toArray();
      named.put(column.input(), array(scaled, count, 1));
    }
    inputs
        .labels()
        .ifPresent(
            wanted ->
                named.put(wanted.input(), array(oneHot(labels, wanted), count, wanted.classes())));
    return graph.getConfiguration().getNetworkInputs().stream()
        .map(named::get)
        .toArray(INDArray[]::new);
  }

  /** Makes an array of the graph's type. */
  INDArray array(double[] values, long... shape) {
    return Nd4j.create(values, shape, graph.getConfiguration().getDataType());
  }

  /**
   * Reads the graph's output.
   *
   * @throws ShapeException if it is neither the pictures' shape nor that of their flat rows
   */
  double[] read(INDArray result, Shape pictures) {
    int count = pictures.dim(0);
    long[] flat = {count, count == 0 ? 0 : pictures.size() / count};
    long[] got = result.shape();
    if (!Arrays.equals(got, pictures.toLongs()) && !Arrays.equals(got, flat)) {
      throw new ShapeException(
          "the graph's output '"
              + output
              + "' is "
              + Arrays.toString(got)
              + " for pictures "
              + pictures
              + "; it must have their shape, or be "
              + Arrays.toString(flat));
    }
    try (INDArray rows = result.dup('c')) {
      return rows.data().asDouble();
    }
  }

  /** Says what did not fit, where DL4J's own message names neither inputs nor shapes. */
  IllegalArgumentException refused(INDArray[] arrays, RuntimeException cause) {
    StringBuilder text = new StringBuilder("the graph failed on");
    for (int i = 0; i < arrays.length; i++) {
      text.append(i == 0 ? " " : ", ")
          .append(graph.getConfiguration().getNetworkInputs().get(i))
          .append(' ')
          .append(Arrays.toString(arrays[i].shape()));
    }
    return new IllegalArgumentException(text + ": " + cause.getMessage(), cause);
  }

  private static double[] withPlane(
      double[] pictures, Shape shape, double[] noiseConditions, double scale) {
    int plane = shape.dim(2) * shape.dim(3);
    int length = shape.dim(1) * plane;
    double[] result = new double[shape.dim(0) * (length + plane)];
    for (int n = 0; n < shape.dim(0); n++) {
      int start = n * (length + plane);
      System.arraycopy(pictures, n * length, result, start, length);
      Arrays.fill(result, start + length, start + length + plane, noiseConditions[n] * scale);
    }
    return result;
  }

  private static double[] oneHot(int[] labels, GraphInputs.Labels wanted) {
    double[] result = new double[labels.length * wanted.classes()];
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] >= wanted.classes()) {
        throw new IllegalArgumentException(
            "label of picture "
                + n
                + " is "
                + labels[n]
                + ", and the graph's input '"
                + wanted.input()
                + "' has the classes 0 to "
                + (wanted.classes() - 1));
      }
      if (labels[n] >= 0) {
        result[n * wanted.classes() + labels[n]] = 1;
      }
    }
    return result;
  }
}
