package io.github.diffusion4j.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the vertices of a graph computed. */
final class Activations {
  private Activations() {}

  /**
   * Frees them. They lie outside of DL4J's workspaces and would wait for the garbage collector,
   * which does not see how large they are. No layer counts on them after a step: in DL4J's own
   * training they are gone by then, too.
   */
  static void free(Map<String, INDArray> activations) {
    activations.values().forEach(Activations::free);
  }

  /** Frees the memory of an array, of which it may be a view. */
  private static void free(INDArray activation) {
    DataBuffer memory = activation.data();
    while (memory.originalDataBuffer() != null) {
      memory = memory.originalDataBuffer();
    }
    if (memory.closeable()) {
      memory.close();
    }
  }
}
