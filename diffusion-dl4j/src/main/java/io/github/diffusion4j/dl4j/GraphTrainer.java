package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.Batches;
import io.github.diffusion4j.train.TrainingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a DL4J graph as the network behind a preconditioning.
 *
 * <p>The loss is the denoiser's, {@code weight * (D(x; sigma) - x0)^2}; its slope goes into the
 * graph as DL4J's external errors, and the graph's own updater does the rest: learning rates and
 * their schedules, regularisation, clipping and constraints are as its configuration says, and its
 * listeners are told. Which pictures a step sees, and under which noise, follows from the seed and
 * the graph's iteration count, so that a restored graph goes on where it was.
 *
 * <p>Thread-safe: a step holds the graph's monitor, and so does {@link GraphNetwork}.
 */
public final class GraphTrainer {
  private static final int SKIPS_ALLOWED = 9;

  private final ComputationGraph graph;
  private final Feed feed;
  private final DenoisingLoss loss;
  private final GraphTraining training;
  private final Batches batches;
  private final Shape pictures;
  private final INDArray average;
  private int skipped;

  /**
   * Starts a training.
   *
   * @param graph initialised; it is changed in place
   * @param data the pictures and their classes
   * @param formulation how the graph becomes a denoiser, which noise it is trained with, and which
   *     errors count
   * @throws IllegalArgumentException if the inputs are not the graph's, it has several outputs, or
   *     its output is a layer with a loss of its own
   */
  public GraphTrainer(
      ComputationGraph graph,
      GraphInputs inputs,
      Dataset data,
      Formulation formulation,
      GraphTraining training) {
    this(new GraphArchive(graph, Optional.empty()), inputs, data, formulation, training);
  }

  /** Goes on with a training from what {@link #save} wrote; like the other constructor else. */
  public GraphTrainer(
      GraphArchive saved,
      GraphInputs inputs,
      Dataset data,
      Formulation formulation,
      GraphTraining training) {
    this.graph = saved.graph();
    this.feed = new Feed(graph, inputs);
    requireNoLossOfItsOwn();
    this.loss = new DenoisingLoss(formulation);
    this.training = training;
    this.batches = new Batches(data, formulation.preconditioning().process(), training.spec());
    this.pictures =
        Shape.of(training.batchSize(), data.channels(), data.imageSize(), data.imageSize());
    this.average = saved.average().orElseGet(graph::params).dup();
  }

  private void requireNoLossOfItsOwn() {
    Layer last = graph.getVertex(feed.output()).getLayer();
    if (last instanceof IOutputLayer) {
      throw new IllegalArgumentException(
          "the graph's output '"
              + feed.output()
              + "' is a "
              + last.getClass().getSimpleName()
              + ", which has a loss of its own; end the graph in a layer without one, such as a"
              + " ConvolutionLayer with the identity as activation");
    }
  }

  /**
   * Takes one step. If the loss or its gradient is not finite the parameters stay as they are.
   *
   * @return the loss, mean over all elements
   * @throws TrainingException if that happened ten times in a row
   * @throws IllegalArgumentException if the graph does not take the pictures
   */
  public double step() {
    synchronized (graph) {
      ComputationGraphConfiguration configuration = graph.getConfiguration();
      int iteration = configuration.getIterationCount();
      for (Layer layer : graph.getLayers()) {
        layer.setIterationCount(iteration);
      }
      double value = backward(batches.of(iteration + 1L, 0));
      boolean finite =
          Double.isFinite(value)
              && Double.isFinite(graph.gradient().gradient().norm2Number().doubleValue());
      if (finite) {
        graph.setScore(value);
        update(iteration, configuration.getEpochCount());
        graph
            .getListeners()
            .forEach(each -> each.iterationDone(graph, iteration, configuration.getEpochCount()));
      }
      configuration.setIterationCount(iteration + 1);
      skipped = finite ? 0 : skipped + 1;
      if (skipped > SKIPS_ALLOWED) {
        throw new TrainingException(
            "Training stopped at iteration "
                + (iteration + 1)
                + ": loss or gradient was not finite in "
                + skipped
                + " steps in a row. Lower the learning rate in the graph's configuration, and look"
                + " for broken pictures in the data.");
      }
      return value;
    }
  }

  /** Returns a copy of the graph with the averaged parameters: the one to sample with. */
  public ComputationGraph averaged() {
    synchronized (graph) {
      ComputationGraph copy = graph.clone();
      copy.setParams(average);
      return copy;
    }
  }

  /**
   * Writes graph, updater and average into one archive.
   *
   * @throws io.github.diffusion4j.store.StoreException if it cannot be written
   */
  public void save(Path file) {
    synchronized (graph) {
      new GraphArchive(graph, Optional.of(average)).write(file);
    }
  }

  /** Computes the loss of a batch and leaves its gradient in the graph. */
  double backward(Batches.Batch batch) {
    INDArray[] arrays =
        feed.arrays(loss.input(batch), pictures, loss.noiseConditions(batch), batch.labels());
    Map<String, INDArray> activations = Map.of();
    try {
      activations = forward(arrays);
      INDArray output = activations.get(feed.output());
      DenoisingLoss.Value value = loss.of(batch, feed.read(output, pictures));
      try (INDArray errors = feed.array(value.slope(), output.shape())) {
        graph.backpropGradient(errors);
      }
      return value.loss();
    } finally {
      Activations.free(activations);
      for (INDArray array : arrays) {
        array.close();
      }
    }
  }

  /** Runs the graph as in training and keeps what its layers need for the gradients. */
  private Map<String, INDArray> forward(INDArray[] arrays) {
    Map<String, INDArray> activations;
    try {
      activations = graph.feedForward(arrays, true, false);
    } catch (RuntimeException refusal) {
      throw feed.refused(arrays, refusal);
    }
    for (TrainingListener listener : graph.getListeners()) {
      listener.onForwardPass(graph, activations);
    }
    return activations;
  }

  private void update(int iteration, int epoch) {
    graph.getListeners().forEach(listener -> listener.onGradientCalculation(graph));
    Gradient gradient = graph.gradient();
    // A batch of 1: the gradient is of a mean already, and DL4J would divide it once more.
    graph.getUpdater().update(gradient, iteration, epoch, 1, LayerWorkspaceMgr.noWorkspaces());
    graph.getListeners().forEach(listener -> listener.onBackwardPass(graph));
    INDArray parameters = graph.params();
    parameters.subi(gradient.gradient().reshape(parameters.shape()));
    graph.applyConstraints(iteration, epoch);
    double kept = training.emaDecay(iteration + 1L);
    try (INDArray share = parameters.mul(1 - kept)) {
      average.muli(kept).addi(share);
    }
  }
}
