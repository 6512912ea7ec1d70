package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J graph as the network behind a denoiser, for sampling: without dropout, and with the
 * running statistics of its batch normalisations.
 *
 * <p>Numbers are copied between the engine's tensors and DL4J's arrays, so that neither's memory
 * depends on the other; gradients do not pass. Thread-safe, as long as whatever else uses the graph
 * synchronises on it, as {@link GraphTrainer} does: calls run one after another.
 */
public final class GraphNetwork implements Network {
  private final ComputationGraph graph;
  private final Feed feed;

  /**
   * Wraps a graph.
   *
   * @param graph initialised, with one output: of the pictures' shape {@code [N, C, H, W]}, or
   *     their flat rows {@code [N, C * H * W]}
   * @throws IllegalArgumentException if the inputs are not the graph's, or it has several outputs
   */
  public GraphNetwork(ComputationGraph graph, GraphInputs inputs) {
    this.graph = graph;
    this.feed = new Feed(graph, inputs);
  }

  /**
   * Runs the graph.
   *
   * @throws ShapeException if the graph's output does not have the shape of {@code x}
   * @throws IllegalArgumentException if the graph does not take pictures of this shape, or has no
   *     such class
   */
  @Override
  public Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
    Shape shape = x.shape();
    if (shape.rank() != 4
        || noiseConditions.length != shape.dim(0)
        || conditioning.size() != shape.dim(0)) {
      throw new ShapeException(
          "forward: "
              + shape
              + " with "
              + noiseConditions.length
              + " noise conditions and "
              + conditioning.size()
              + " labels; pictures are [N, C, H, W], and there is one of each per picture");
    }
    double[] result = run(x.toDoubles(), shape, noiseConditions, conditioning.labels());
    return x.engine().tensor(result, shape, x.type());
  }

  private double[] run(double[] pictures, Shape shape, double[] noiseConditions, int[] labels) {
    INDArray[] arrays = feed.arrays(pictures, shape, noiseConditions, labels);
    try {
      synchronized (graph) {
        try (INDArray result = output(arrays)) {
          return feed.read(result, shape);
        }
      }
    } finally {
      for (INDArray array : arrays) {
        array.close();
      }
    }
  }

  private INDArray output(INDArray[] arrays) {
    try {
      return graph.outputSingle(false, arrays);
    } catch (RuntimeException refusal) {
      throw feed.refused(arrays, refusal);
    }
  }
}
