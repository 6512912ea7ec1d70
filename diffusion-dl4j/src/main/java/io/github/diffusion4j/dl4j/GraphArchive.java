package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.StoreException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph in a file: the archive that DL4J's {@code ModelSerializer} writes and reads, with the
 * averaged parameters as one more entry, which DL4J leaves alone.
 *
 * <p>DL4J's own reader follows what an archive says: it deserialises Java objects, makes any class
 * that the configuration names, and takes memory by the lengths it is told. {@link #read} does none
 * of it. It takes four entries and refuses all others, the only classes are DL4J's and ND4J's own
 * layers, vertices, functions and updaters, and a length counts if the entry has it.
 *
 * @param graph with its parameters, and its updater's state if that was written
 * @param average the averaged parameters, as many as the graph's; empty if none were written
 */
public record GraphArchive(ComputationGraph graph, Optional<INDArray> average) {
  static final String CONFIGURATION = "configuration.json";
  static final String PARAMETERS = "coefficients.bin";
  static final String UPDATER = "updaterState.bin";
  static final String AVERAGE = "averageCoefficients.bin";

  /** Checks that the average is one of the graph. */
  public GraphArchive {
    long parameters = graph.params().length();
    if (average.isPresent() && average.get().length() != parameters) {
      throw new IllegalArgumentException(
          "the average has "
              + average.get().length()
              + " parameters and the graph "
              + parameters
              + "; it must be of the same graph");
    }
  }

  /**
   * Reads an archive that may come from anywhere.
   *
   * @throws StoreException if it cannot be read or is not what is allowed, saying what is wrong
   */
  public static GraphArchive read(Path file) {
    try (ArchiveEntries entries = ArchiveEntries.open(file)) {
      ComputationGraphConfiguration configuration =
          SafeConfiguration.of(file, entries.text(CONFIGURATION));
      INDArray parameters = entries.array(PARAMETERS);
      configuration.setDataType(parameters.dataType());
      ComputationGraph graph = new ComputationGraph(configuration);
      graph.init(parameters, false);
      if (entries.has(UPDATER)) {
        graph.getUpdater().setStateViewArray(entries.array(UPDATER));
      }
      Optional<INDArray> average =
          entries.has(AVERAGE) ? Optional.of(entries.array(AVERAGE)) : Optional.empty();
      return new GraphArchive(graph, average.map(array -> array.reshape(array.length())));
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

  /**
   * Writes the archive; the updater's state is in it if the graph has been trained.
   *
   * @throws StoreException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.write(file, this::write);
  }

  private void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry(CONFIGURATION));
    zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    put(zip, PARAMETERS, graph.params());
    if (graph.getUpdater(false) != null && graph.getUpdater(false).getStateViewArray() != null) {
      put(zip, UPDATER, graph.getUpdater(false).getStateViewArray());
    }
    if (average.isPresent()) {
      put(zip, AVERAGE, average.get());
    }
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, INDArray array) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    DataOutputStream data = new DataOutputStream(zip);
    Nd4j.write(array, data);
    data.flush();
  }
}
