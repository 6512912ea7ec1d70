package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class GraphArchiveTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("graph.zip");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void readsWhatItWroteAndSoDoesDl4j(DataType type) throws IOException {
    ComputationGraph graph = trained(type);
    var average = graph.params().mul(0.5);

    new GraphArchive(graph, Optional.of(average)).write(file);

    GraphArchive read = GraphArchive.read(file);
    assertThat(read.graph().params()).isEqualTo(graph.params());
    assertThat(read.graph().getUpdater().getStateViewArray())
        .isEqualTo(graph.getUpdater().getStateViewArray());
    assertThat(read.graph().getConfiguration()).isEqualTo(graph.getConfiguration());
    assertThat(read.average()).hasValue(average);
    ComputationGraph theirs = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertThat(theirs.params()).isEqualTo(graph.params());
    assertThat(theirs.getUpdater().getStateViewArray())
        .isEqualTo(graph.getUpdater().getStateViewArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsWhatDl4jWrote(boolean updater) throws IOException {
    NeuralNetConfiguration.Builder builder =
        Graphs.builder(DataType.FLOAT, 1e-3).weightInit(new NormalDistribution(0, 0.1)).l2(1e-4);
    ComputationGraph graph = Graphs.initialised(Graphs.convolutions(builder, 3, 4));
    ModelSerializer.writeModel(graph, file.toFile(), updater);

    GraphArchive read = GraphArchive.read(file);

    assertThat(read.graph().params()).isEqualTo(graph.params());
    assertThat(read.graph().getConfiguration()).isEqualTo(graph.getConfiguration());
    assertThat(read.average()).isEmpty();
  }

  @Test
  void refusesSerialisedObjectsWithoutMakingThem() throws IOException {
    Map<String, byte[]> entries = honest();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Trap());
    }
    entries.put("preprocessor.bin", bytes.toByteArray());
    zip(entries);
    Trap.sprung = false;

    isRefused("holds 'preprocessor.bin'", "can run code");
    assertThat(Trap.sprung).isFalse();
    // What is refused here is no idle fear.
    assertThatThrownBy(() -> ModelSerializer.restoreComputationGraph(file.toFile()));
    assertThat(Trap.sprung).isTrue();
  }

  @Test
  void refusesNormalisersAndOtherObjects() throws IOException {
    ComputationGraph graph = trained(DataType.FLOAT);
    NormalizerStandardize normaliser = new NormalizerStandardize(Nd4j.zeros(1, 2), Nd4j.ones(1, 2));
    ModelSerializer.writeModel(graph, file.toFile(), true);
    ModelSerializer.addNormalizerToModel(file.toFile(), normaliser);
    isRefused("holds 'normalizer.bin'");

    Map<String, byte[]> entries = honest();
    entries.put("../../escape\n.bin", new byte[1]);
    zip(entries);
    isRefused("holds '../../escape?.bin'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.github.diffusion4j.dl4j.GraphArchiveTest$Trap",
        "org.nd4j.shade.jackson.databind.node.ObjectNode",
        "java.util.HashMap",
        "org.deeplearning4j.nn.configuration.Evil",
        "[Lorg.deeplearning4j.nn.conf.layers.Layer;"
      })
  void refusesOtherClasses(String name) throws IOException {
    String layer = "org.deeplearning4j.nn.conf.layers.ConvolutionLayer";
    Map<String, byte[]> entries = honest();
    String text = text(entries);
    assertThat(text).contains(layer);
    entries.put(
        "configuration.json", text.replaceFirst(layer, name.replace("$", "\\$")).getBytes());
    zip(entries);
    isRefused("names the class '" + name + "'", "ModelSerializer");

    // Under the other name that DL4J takes for a class.
    entries.put(
        "configuration.json",
        text.replaceFirst("\\{", "{\"dist\": {\"type\": \"" + name.replace("$", "\\$") + "\"},")
            .getBytes());
    zip(entries);
    isRefused("names the class '" + name + "'");
  }

  @Test
  void refusesTextThatTwoParsersReadInTwoWays() throws IOException {
    Map<String, byte[]> entries = honest();
    String text = text(entries);
    entries.put(
        "configuration.json",
        text.replaceFirst("\"@class\"", "\"@class\": \"java.util.HashMap\", \"@class\"")
            .getBytes());
    zip(entries);
    isRefused("no JSON", "Duplicate");

    entries.put("configuration.json", "[".repeat(100_000).getBytes());
    zip(entries);
    isRefused("no JSON");

    entries.put("configuration.json", "{}".getBytes());
    zip(entries);
    isRefused("is no ComputationGraph");
  }

  @Test
  void refusesANetworkInLayers() throws IOException {
    MultiLayerConfiguration configuration =
        Graphs.builder(DataType.FLOAT, 1e-3)
            .list()
            .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    ModelSerializer.writeModel(network, file.toFile(), true);

    isRefused("is no ComputationGraph", "toComputationGraph()");
  }

  @Test
  void refusesNumbersThatAreNotThere() throws IOException {
    Map<String, byte[]> entries = honest();
    for (long length : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE - 8, 1_000_000, 0, -1}) {
      entries.put("coefficients.bin", row(length, length, "FLOAT", 16));
      zip(entries);
      isRefused("it is to have " + length + " elements");
    }
    entries.put("coefficients.bin", row(4, 5, "FLOAT", 16));
    zip(entries);
    isRefused("its shape has 4 elements and its buffer 5");
    entries.put("coefficients.bin", row(4, 4, "HALF", 8));
    zip(entries);
    isRefused("type HALF");
    entries.put("coefficients.bin", row(4, 4, "FLOAT", 17));
    zip(entries);
    isRefused("is damaged");
    // Rows that are whole, but another network's.
    entries.put("coefficients.bin", row(4, 4, "FLOAT", 16));
    zip(entries);
    isRefused("no network that fits together", "got length 4");
    entries = honest();
    entries.put("updaterState.bin", row(4, 4, "FLOAT", 16));
    zip(entries);
    isRefused("no network that fits together", "got length 4");
    entries = honest();
    entries.put("averageCoefficients.bin", row(4, 4, "FLOAT", 16));
    zip(entries);
    isRefused("the average has 4 parameters");
  }

  @Test
  void refusesBombs() throws IOException {
    Map<String, byte[]> entries = honest();
    entries.put("configuration.json", new byte[(1 << 24) + 1]);
    zip(entries);
    isRefused("is to unpack configuration.json to 16777217 bytes");

    entries = honest();
    entries.remove("coefficients.bin");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      put(out, entries);
      out.putNextEntry(new ZipEntry("coefficients.bin"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i <= 256; i++) {
        out.write(zeros);
      }
    }
    isRefused("is to unpack coefficients.bin to 269484032 bytes");
  }

  @Test
  void whateverIsDamagedIsToldOf() throws IOException {
    new GraphArchive(trained(DataType.FLOAT), Optional.empty()).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int seed = 0; seed < 200; seed++) {
      RandomStream stream = RandomStream.of(seed, "damage", 0);
      byte[] damaged = whole.clone();
      if (seed % 2 == 0) {
        damaged = Arrays.copyOf(damaged, stream.nextInt(whole.length));
      } else {
        damaged[stream.nextInt(whole.length)] ^= (byte) (1 << stream.nextInt(8));
      }
      Files.write(file, damaged);
      try {
        GraphArchive.read(file);
        // A flag or a date of an entry does no harm; a cut does.
        assertThat(seed % 2).as("seed %d", seed).isEqualTo(1);
      } catch (StoreException told) {
        assertThat(told).as("seed %d", seed).hasMessageContaining(file.toString());
      }
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Map<String, byte[]> entries = honest();
    entries.remove("coefficients.bin");
    zip(entries);
    isRefused("has no coefficients.bin");

    file = folder.resolve("absent.zip");
    isRefused("absent.zip");
  }

  private static ComputationGraph trained(DataType type) {
    ComputationGraph graph = Graphs.convolutions(type, 3, 4, 1e-2);
    GraphTrainer trainer =
        new GraphTrainer(
            graph,
            GraphInputs.of("x").noisePlane(1),
            new TwoModes(4),
            Formulation.EDM,
            new GraphTraining(2, 0.9, 0, false, 1));
    trainer.step();
    return graph;
  }

  private Map<String, byte[]> honest() throws IOException {
    Path honest = folder.resolve("honest.zip");
    new GraphArchive(trained(DataType.FLOAT), Optional.empty()).write(honest);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(honest.toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static String text(Map<String, byte[]> entries) {
    return new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
  }

  private void zip(Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      put(out, entries);
    }
  }

  private static void put(ZipOutputStream out, Map<String, byte[]> entries) throws IOException {
    for (String name : new ArrayList<>(entries.keySet())) {
      out.putNextEntry(new ZipEntry(name));
      out.write(entries.get(name));
    }
  }

  /** A row as Nd4j writes it, but for what it claims. */
  private static byte[] row(long described, long length, String type, int bytes)
      throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(written);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(8);
    out.writeUTF("LONG");
    for (long number : new long[] {2, 1, described, 1, 1, 0, 1, 99}) {
      out.writeLong(number);
    }
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(length);
    out.writeUTF(type);
    out.write(new byte[bytes]);
    return written.toByteArray();
  }

  private void isRefused(String... parts) {
    assertThatThrownBy(() -> GraphArchive.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(parts);
  }

  /** Notices that it was deserialised. */
  static final class Trap implements Serializable {
    private static final long serialVersionUID = 1;
    static boolean sprung;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      sprung = true;
    }
  }
}
