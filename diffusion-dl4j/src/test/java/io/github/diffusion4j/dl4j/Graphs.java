package io.github.diffusion4j.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** Small graphs to try. */
final class Graphs {
  private Graphs() {}

  /** What every graph here begins with. */
  static NeuralNetConfiguration.Builder builder(DataType type, double learningRate) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(type)
        .updater(new Adam(learningRate))
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.TANH);
  }

  /** Three convolutions over grey pictures and the noise as a plane: x [N, 2, H, W]. */
  static GraphBuilder convolutions(NeuralNetConfiguration.Builder builder, int kernel, int width) {
    return builder
        .graphBuilder()
        .addInputs("x")
        .addLayer("first", convolution(kernel, 2, width).build(), "x")
        .addLayer("second", convolution(kernel, width, width).build(), "first")
        .addLayer(
            "out", convolution(kernel, width, 1).activation(Activation.IDENTITY).build(), "second")
        .setOutputs("out");
  }

  static ComputationGraph convolutions(DataType type, int kernel, int width, double learningRate) {
    return initialised(convolutions(builder(type, learningRate), kernel, width));
  }

  /** Dense layers over one number per picture, its noise and its class. */
  static ComputationGraph conditional(int width, double learningRate) {
    return initialised(
        builder(DataType.FLOAT, learningRate)
            // Noise is to be predicted where the input is far out, too: no function that saturates.
            .activation(Activation.SWISH)
            .graphBuilder()
            .addInputs("y", "x", "t")
            .addLayer("flat", dense(width), "x")
            .addVertex("all", new MergeVertex(), "flat", "t", "y")
            .addLayer("hidden", dense(width), "all")
            .addLayer("deeper", dense(width), "hidden")
            .addLayer(
                "out",
                new DenseLayer.Builder().nOut(1).activation(Activation.IDENTITY).build(),
                "deeper")
            .setInputTypes(
                InputType.feedForward(2),
                InputType.convolutional(1, 1, 1),
                InputType.feedForward(1))
            .setOutputs("out"));
  }

  static ComputationGraph initialised(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  static ConvolutionLayer.Builder convolution(int kernel, int in, int out) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nIn(in)
        .nOut(out)
        .convolutionMode(ConvolutionMode.Same);
  }

  private static DenseLayer dense(int width) {
    return new DenseLayer.Builder().nOut(width).build();
  }
}
