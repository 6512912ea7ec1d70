package io.github.diffusion4j.dl4j;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/**
 * A model of Keras in HDF5, with its architecture and weights, by DL4J's import. The file is read
 * by HDF5's native library, which nothing here can check: it should come from where one trusts.
 */
final class KerasModel {
  private KerasModel() {}

  /**
   * Reads a model.
   *
   * @throws EvaluationException if the import is not on the class path
   * @throws StoreException if the file is none, or has what DL4J cannot import
   */
  static LayeredNetwork read(Path file) {
    try {
      // It would print what is thrown anyway.
      org.bytedeco.hdf5.Exception.dontPrint();
      return isSequential(file)
          ? LayeredNetwork.of(
              KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false))
          : LayeredNetwork.of(KerasModelImport.importKerasModelAndWeights(file.toString(), false));
    } catch (LinkageError missing) {
      throw new EvaluationException(
          file
              + " is a model of Keras, and what imports those is not on the class path ("
              + missing.getMessage()
              + "); add org.deeplearning4j:deeplearning4j-modelimport:1.0.0-M2.1, which brings"
              + " HDF5's natives",
          missing);
    } catch (IOException
        | RuntimeException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException broken) {
      throw new StoreException(
          file
              + " cannot be imported from Keras: "
              + broken.getMessage()
              + ". Save the whole model as HDF5, with layers that DL4J knows, or export it to"
              + " ONNX.",
          broken);
    }
  }

  private static boolean isSequential(Path file)
      throws IOException, UnsupportedKerasConfigurationException {
    try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
      // What is read is longer than the text, and the rest of it anything.
      JsonNode model =
          Json.mapper()
              .reader()
              .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(archive.readAttributeAsJson("model_config"));
      return model.path("class_name").asText().equals("Sequential");
    }
  }
}
