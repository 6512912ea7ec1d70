package io.github.diffusion4j.maven.worker;

import java.util.Locale;

/** What runs a network that the user brought, beside what a goal needs anyway. */
public enum ModelRuntime {
  /** There is no such network. */
  NONE,
  /** ONNX Runtime. */
  ONNX,
  /** Deeplearning4j. */
  DL4J,
  /** Deeplearning4j with its import of Keras models, and HDF5, in which they are. */
  KERAS;

  private static final String CONTRACT = ".preprocessing.json";

  /**
   * Returns what runs a detector.
   *
   * @param detector a name, or the path of a model or of the contract beside it; may be null
   */
  static ModelRuntime of(String detector) {
    String name = detector == null ? "" : detector.toLowerCase(Locale.ROOT);
    String model =
        name.endsWith(CONTRACT) ? name.substring(0, name.length() - CONTRACT.length()) : name;
    if (model.endsWith(".onnx")) {
      return ONNX;
    }
    if (model.endsWith(".zip")) {
      return DL4J;
    }
    return model.endsWith(".h5") ? KERAS : NONE;
  }
}
