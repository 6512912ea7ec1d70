package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** The code of docs/dl4j.md is the code below, and runs. */
class DocumentationTest {
  @TempDir Path folder;

  @Test
  void theExampleRuns() {
    Image drawn = example(new TwoModes(8), 20, folder.resolve("network.zip"));

    assertThat(drawn.width()).isEqualTo(8);
    assertThat(folder.resolve("network.zip")).isNotEmptyFile();
  }

  @Test
  void thePageShowsTheExample() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/github/diffusion4j/dl4j/DocumentationTest.java"));
    String code =
        source.split("// The page begins here\\.\n")[1].split("\\s*// And ends here\\.")[0];

    assertThat(Files.readString(Path.of("../docs/dl4j.md"))).contains(code.stripIndent().strip());
  }

  private static Image example(Dataset data, int steps, Path file) {
    // The page begins here.
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .activation(Activation.SWISH)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("x")
                .addLayer("first", new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(32).build(), "x")
                .addLayer(
                    "second", new ConvolutionLayer.Builder(3, 3).nIn(32).nOut(32).build(), "first")
                .addLayer(
                    "out",
                    new ConvolutionLayer.Builder(3, 3)
                        .nIn(32)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "second")
                .setOutputs("out")
                .build());
    graph.init();

    GraphInputs inputs = GraphInputs.of("x").noisePlane(1);
    Formulation edm = Formulation.EDM;
    GraphTraining training = new GraphTraining(32, 0.999, 0, false, 1);
    GraphTrainer trainer = new GraphTrainer(graph, inputs, data, edm, training);
    for (int step = 0; step < steps; step++) {
      trainer.step();
    }
    trainer.save(file);

    try (Engine engine = Engine.open()) {
      GraphNetwork network = new GraphNetwork(trainer.averaged(), inputs);
      Denoiser denoiser = new NetworkDenoiser(network, edm.preconditioning(), Conditioning.none(4));
      Tensor pictures =
          new SamplerSpec(SamplerSpec.Kind.HEUN, 18)
              .sample(
                  denoiser,
                  edm.preconditioning().process(),
                  engine,
                  Shape.of(4, 1, data.imageSize(), data.imageSize()),
                  NoiseStreams.of(1, 0, 4),
                  SamplingObserver.none());
      return Image.ofPlanar(pictures.toFloats(), 0, 1, data.imageSize(), data.imageSize());
    }
    // And ends here.
  }
}
