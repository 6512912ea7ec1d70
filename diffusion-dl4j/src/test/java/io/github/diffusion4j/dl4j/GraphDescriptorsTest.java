package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.learned.TrainingProgress;
import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.eval.plugin.NetworkSettings;
import io.github.diffusion4j.eval.plugin.PictureInput.Layout;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphDescriptorsTest {
  private static final int SIZE = 3 * Descriptions.HEIGHT * Descriptions.WIDTH;
  private static final NetworkSettings BY_THREE = new NetworkSettings(1, 3, 1 << 24);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("mine.zip");
  }

  private static InputType input() {
    return InputType.convolutional(Descriptions.HEIGHT, Descriptions.WIDTH, 3);
  }

  private static DenseLayer embedding() {
    return new DenseLayer.Builder().name("embedding").nOut(Descriptions.DIMENSIONS).build();
  }

  private static ComputationGraph graph(DataType type) {
    return Graphs.initialised(
        Graphs.builder(type, 1e-3)
            .graphBuilder()
            .addInputs("pixels")
            .addLayer("embedding", embedding(), "pixels")
            .addLayer("classes", new OutputLayer.Builder().nOut(2).build(), "embedding")
            .setInputTypes(input())
            .setOutputs("classes"));
  }

  private static MultiLayerNetwork stack() {
    MultiLayerConfiguration configuration =
        Graphs.builder(DataType.FLOAT, 1e-3)
            .list()
            .layer(embedding())
            .layer(new OutputLayer.Builder().nOut(2).build())
            .setInputType(input())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /** A hyperbolic tangent of a product, in plain loops. */
  private static double[] expected(INDArray weights, INDArray biases, Image picture) {
    float[] x = Descriptions.input(Layout.NCHW).array(picture);
    double[] y = new double[Descriptions.DIMENSIONS];
    for (int j = 0; j < y.length; j++) {
      double sum = biases.getDouble(j);
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * weights.getDouble(i, j);
      }
      y[j] = Math.tanh(sum);
    }
    return y;
  }

  private void isRefused(Class<? extends Exception> type, String... parts) {
    assertThatThrownBy(() -> NetworkDescriptor.open(file).close())
        .isInstanceOf(type)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void describesByALayerOfAGraph(DataType type) {
    ComputationGraph graph = graph(type);
    new GraphArchive(graph, Optional.empty()).write(file);
    Descriptions.contract(file, "pixels", Layout.NCHW, "embedding", Descriptions.DIMENSIONS);
    List<Image> pictures = Descriptions.pictures(7);

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file, BY_THREE)) {
      Features features = descriptor.describe(pictures);

      INDArray weights = graph.getLayer("embedding").getParam("W");
      INDArray biases = graph.getLayer("embedding").getParam("b");
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(features.row(i))
            .containsExactly(expected(weights, biases, pictures.get(i)), within(1e-5));
      }
      assertThat(features.descriptor()).isEqualTo(descriptor.contract().identity());
      assertThat(descriptor.describe(pictures)).usingRecursiveComparison().isEqualTo(features);
    }
  }

  @Test
  void findsPicturesAsADetector() {
    new GraphArchive(graph(DataType.FLOAT), Optional.empty()).write(file);
    Descriptions.contract(file, "pixels", Layout.NCHW, "embedding", Descriptions.DIMENSIONS);
    Dataset gallery = new Given(Descriptions.pictures(7));
    Dataset queries = gallery.subset(5, 2);

    try (Engine engine = Engine.open()) {
      DetectorSetting setting =
          new DetectorSetting(gallery, Optional.empty(), engine, folder, TrainingProgress.none());
      Detector.Match[] found =
          DetectorSpec.parse(file.toString())
              .with(setting, detector -> detector.gallery(gallery).nearest(queries));

      assertThat(found).extracting(Detector.Match::row).containsExactly(5, 2);
      assertThat(found)
          .extracting(Detector.Match::similarity)
          .allSatisfy(similarity -> assertThat(similarity).isCloseTo(1, within(1e-6)));
    }
  }

  private record Given(List<Image> images) implements Dataset {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Image image(int index) {
      return images.get(index);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedding", "0"})
  void describesByALayerOfAStack(String layer) throws IOException {
    MultiLayerNetwork network = stack();
    ModelSerializer.writeModel(network, file.toFile(), true);
    Descriptions.contract(file, "in", Layout.NCHW, layer, Descriptions.DIMENSIONS);
    Image picture = Descriptions.pictures(1).get(0);

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
      INDArray weights = network.getLayer(0).getParam("W");
      INDArray biases = network.getLayer(0).getParam("b");
      assertThat(descriptor.describe(picture))
          .containsExactly(expected(weights, biases, picture), within(1e-5));
    }
  }

  /** A layer of planes is a row of its numbers, channel by channel. */
  @Test
  void planesAreARowOfNumbers() {
    ComputationGraph graph =
        Graphs.initialised(
            Graphs.builder(DataType.FLOAT, 1e-3)
                .graphBuilder()
                .addInputs("pixels")
                .addLayer("planes", Graphs.convolution(3, 3, 2).build(), "pixels")
                .setOutputs("planes"));
    new GraphArchive(graph, Optional.empty()).write(file);
    int numbers = 2 * Descriptions.HEIGHT * Descriptions.WIDTH;
    Descriptions.contract(file, "pixels", Layout.NCHW, "planes", numbers);
    Image picture = Descriptions.pictures(1).get(0);
    float[] x = Descriptions.input(Layout.NCHW).array(picture);
    INDArray kernels = graph.getLayer("planes").getParam("W");

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
      double[] row = descriptor.describe(picture);
      for (int i = 0; i < numbers; i++) {
        int y = i / Descriptions.WIDTH % Descriptions.HEIGHT;
        double expected = Math.tanh(convolved(x, kernels, i / 12, y, i % Descriptions.WIDTH));
        assertThat(row[i]).as("number %d", i).isCloseTo(expected, within(1e-5));
      }
    }
  }

  private static double convolved(float[] x, INDArray kernels, int out, int top, int left) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int row = top + dy;
          int column = left + dx;
          if (row >= 0 && row < Descriptions.HEIGHT && column >= 0 && column < Descriptions.WIDTH) {
            sum +=
                x[c * 12 + row * Descriptions.WIDTH + column]
                    * kernels.getDouble(out, c, dy + 1, dx + 1);
          }
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "x, embedding, 'has the inputs [pixels], and input of its contract is ''x'''",
    "pixels, logits, 'has no layer ''logits'''"
  })
  void namesAreThoseOfTheGraph(String input, String layer, String expected) {
    new GraphArchive(graph(DataType.FLOAT), Optional.empty()).write(file);
    Descriptions.contract(file, input, Layout.NCHW, layer, Descriptions.DIMENSIONS);

    isRefused(EvaluationException.class, expected);
  }

  @Test
  void shapesThatTheGraphDoesNotTakeAreTold() {
    new GraphArchive(graph(DataType.FLOAT), Optional.empty()).write(file);
    Descriptions.contract(file, "pixels", Layout.NHWC, "embedding", Descriptions.DIMENSIONS);
    List<Image> pictures = Descriptions.pictures(1);
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
      assertThatThrownBy(() -> descriptor.describe(pictures))
          .isInstanceOf(EvaluationException.class)
          .hasMessageContaining("failed on [1, 3, 4, 3]");
    }
    Descriptions.contract(file, "pixels", Layout.NCHW, "embedding", SIZE);
    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
      assertThatThrownBy(() -> descriptor.describe(pictures))
          .hasMessageContaining(
              "has 5 numbers for a picture, and dimensions of its contract is 36");
    }
  }

  @Test
  void archivesAreHostile() throws IOException {
    ModelSerializer.writeModel(stack(), file.toFile(), false);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      Descriptions.contract(file, "in", Layout.NCHW, "embedding", Descriptions.DIMENSIONS);
      isRefused(StoreException.class, "mine.zip");
    }
    StoredArchive.write(
        file,
        "{\"confs\": [{\"layer\": {\"@class\": \"java.net.URL\"}}]}"
            .getBytes(StandardCharsets.UTF_8));
    Descriptions.contract(file, "in", Layout.NCHW, "embedding", Descriptions.DIMENSIONS);
    isRefused(StoreException.class, "names the class 'java.net.URL'");
    StoredArchive.write(file, "{\"layers\": []}".getBytes(StandardCharsets.UTF_8));
    Descriptions.contract(file, "in", Layout.NCHW, "embedding", Descriptions.DIMENSIONS);
    isRefused(StoreException.class, "neither a ComputationGraph nor a MultiLayerNetwork");
  }
}
