package io.github.diffusion4j.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network's configuration from text that may come from anywhere.
 *
 * <p>DL4J makes an object of each class that the text names, so the names are checked first. It
 * then gets the checked tree written out anew, not the text: what two parsers could read in two
 * ways, such as a key that comes twice, is gone by then.
 */
final class SafeConfiguration {
  /** The packages of what a graph is made of. */
  private static final List<String> PACKAGES =
      List.of(
          "org.deeplearning4j.nn.conf.",
          "org.deeplearning4j.nn.weights.",
          "org.nd4j.linalg.activations.",
          "org.nd4j.linalg.learning.",
          "org.nd4j.linalg.lossfunctions.",
          "org.nd4j.linalg.schedule.");

  private SafeConfiguration() {}

  /**
   * Makes the configuration of a graph.
   *
   * @throws StoreException if the text is no such configuration or names other classes
   */
  static ComputationGraphConfiguration of(Path file, String text) {
    JsonNode tree = tree(file, text);
    if (!isGraph(tree)) {
      throw new StoreException(
          file
              + " is no ComputationGraph. A MultiLayerNetwork becomes one by its"
              + " toComputationGraph().");
    }
    return ComputationGraphConfiguration.fromJson(tree.toString());
  }

  /** Tells whether a checked tree is of a graph. */
  static boolean isGraph(JsonNode tree) {
    return tree.path("vertices").isObject();
  }

  /**
   * Reads a configuration as a tree, whose text DL4J may then have.
   *
   * @throws StoreException if the text is no JSON or names other classes
   */
  static JsonNode tree(Path file, String text) {
    try {
      JsonNode tree = Json.mapper().readTree(text);
      requireKnownClasses(file, tree);
      return tree;
    } catch (JsonProcessingException broken) {
      throw new StoreException(
          file + " has a configuration that is no JSON: " + broken.getOriginalMessage() + ".",
          broken);
    }
  }

  private static void requireKnownClasses(Path file, JsonNode root) {
    Deque<JsonNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      JsonNode node = left.pop();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        // Distributions have their class under the second name, others a word without dots.
        boolean named =
            field.getKey().equals("@class")
                || field.getKey().equals("type") && field.getValue().asText().contains(".");
        if (named && PACKAGES.stream().noneMatch(field.getValue().asText()::startsWith)) {
          throw new StoreException(
              file
                  + " names the class '"
                  + field.getValue().asText().replaceAll("[^\\x20-\\x7E]", "?")
                  + "', which is none of DL4J's layers, vertices, functions or updaters. If the"
                  + " file is yours and the class your own, load it with DL4J's ModelSerializer.");
        }
      }
      node.forEach(left::push);
    }
  }
}
