package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.Euler;
import io.github.diffusion4j.sample.Heun;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.Sampler;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

/** A graph that was trained here draws what its data shows, by core's samplers. */
class GraphSamplingTest {
  private static final GraphTraining TRAINING = new GraphTraining(256, 0.99, 0.5, false, 11);
  private static final int PICTURES = 2_000;

  @Test
  void convolutionsUnderEdmDrawTheData() {
    ComputationGraph graph =
        Graphs.convolutions(org.nd4j.linalg.api.buffer.DataType.FLOAT, 1, 48, 3e-3);
    Formulation edm = Formulation.EDM;
    GraphInputs inputs = GraphInputs.of("x").noisePlane(1);

    Network network = trained(graph, inputs, edm, 1_000);

    isTheData(sample(network, edm, new Heun(), 18, Conditioning.none(PICTURES)));
  }

  @Test
  void denseLayersUnderNoisePredictionDrawTheDataAndTheClassAskedFor() {
    ComputationGraph graph = Graphs.conditional(48, 3e-3);
    Formulation epsilon = Formulation.DDPM_LINEAR;
    GraphInputs inputs = GraphInputs.of("x").noiseInput("t", 0.005).labelInput("y", 2);

    Network network = trained(graph, inputs, epsilon, 1_200);

    isTheData(sample(network, epsilon, new Euler(), 60, Conditioning.none(PICTURES)));
    int[] dark = new int[PICTURES];
    double[] drawn = sample(network, epsilon, new Euler(), 60, new Conditioning(dark));
    assertThat(mean(drawn)).as("mean of the dark class").isCloseTo(TwoModes.DARK, within(0.06));
  }

  /** Mean, mean of the absolute values, and how far these are spread. */
  private static void isTheData(double[] drawn) {
    double mean = TwoModes.DARK_SHARE * TwoModes.DARK + (1 - TwoModes.DARK_SHARE) * TwoModes.BRIGHT;
    double[] absolute = Arrays.stream(drawn).map(Math::abs).toArray();
    double middle = mean(absolute);
    double spread =
        Math.sqrt(mean(Arrays.stream(absolute).map(a -> (a - middle) * (a - middle)).toArray()));

    assertThat(mean(drawn)).as("mean").isCloseTo(mean, within(0.08));
    assertThat(middle).as("mean absolute value").isCloseTo(TwoModes.BRIGHT, within(0.05));
    assertThat(spread).as("spread of the absolute values").isLessThan(0.12);
  }

  private static Network trained(
      ComputationGraph graph, GraphInputs inputs, Formulation formulation, int steps) {
    GraphTrainer trainer = new GraphTrainer(graph, inputs, new TwoModes(1), formulation, TRAINING);
    for (int step = 0; step < steps; step++) {
      trainer.step();
    }
    return new GraphNetwork(trainer.averaged(), inputs);
  }

  private static double[] sample(
      Network network,
      Formulation formulation,
      Sampler sampler,
      int steps,
      Conditioning conditioning) {
    NoiseProcess process = formulation.preconditioning().process();
    double[] sigmas = SigmaGrid.karras(steps, process.sigmaMin(), process.sigmaMax(), 7);
    try (Engine engine = Engine.open();
        Scope scope = engine.inference()) {
      NoiseStreams noise = NoiseStreams.of(1, 0, PICTURES);
      Tensor start =
          noise
              .next(engine, Shape.of(PICTURES, 1, 1, 1), DataType.FLOAT32)
              .multiply(process.startDeviation(sigmas[0]));
      NetworkDenoiser denoiser =
          new NetworkDenoiser(network, formulation.preconditioning(), conditioning);
      return sampler.sample(denoiser, sigmas, start, noise, SamplingObserver.none()).toDoubles();
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
