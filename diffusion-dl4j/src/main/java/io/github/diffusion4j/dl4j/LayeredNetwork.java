package io.github.diffusion4j.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of either of DL4J's two kinds, as a graph.
 *
 * @param graph whose one input is named {@code in} and whose vertices are numbered from 0, if it
 *     was a {@code MultiLayerNetwork}
 * @param numbers of layers by the names that they had, if it was
 */
record LayeredNetwork(ComputationGraph graph, Map<String, String> numbers) {

  static LayeredNetwork of(ComputationGraph graph) {
    return new LayeredNetwork(graph, Map.of());
  }

  static LayeredNetwork of(MultiLayerNetwork network) {
    Map<String, String> numbers = new TreeMap<>();
    int number = 0;
    for (NeuralNetConfiguration layer : network.getLayerWiseConfigurations().getConfs()) {
      String name = layer.getLayer().getLayerName();
      if (name != null) {
        numbers.putIfAbsent(name, String.valueOf(number));
      }
      number++;
    }
    return new LayeredNetwork(network.toComputationGraph(), numbers);
  }

  /**
   * Reads an archive that may come from anywhere, as {@link GraphArchive#read} does.
   *
   * @throws StoreException if it cannot be read or is not what is allowed
   */
  static LayeredNetwork read(Path file) {
    try (ArchiveEntries entries = ArchiveEntries.open(file)) {
      JsonNode tree = SafeConfiguration.tree(file, entries.text(GraphArchive.CONFIGURATION));
      if (SafeConfiguration.isGraph(tree)) {
        return of(GraphArchive.read(file).graph());
      }
      if (!tree.path("confs").isArray()) {
        throw new StoreException(
            file + " is neither a ComputationGraph nor a MultiLayerNetwork. Write it again.");
      }
      INDArray parameters = entries.array(GraphArchive.PARAMETERS);
      MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(tree.toString());
      configuration.setDataType(parameters.dataType());
      MultiLayerNetwork network = new MultiLayerNetwork(configuration);
      network.init(parameters, false);
      return of(network);
    } catch (StoreException told) {
      throw told;
    } catch (IOException | RuntimeException broken) {
      throw new StoreException(
          file
              + " holds no network that fits together ("
              + broken.getMessage()
              + "). Write it again.",
          broken);
    }
  }

  /** Returns the vertex of a name: its own, or that of a layer of a {@code MultiLayerNetwork}. */
  String vertex(String name) {
    return numbers.getOrDefault(name, name);
  }
}
