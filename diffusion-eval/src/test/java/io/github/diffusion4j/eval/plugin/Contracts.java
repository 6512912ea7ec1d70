package io.github.diffusion4j.eval.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A contract to try, with every key. */
final class Contracts {
  private static final String TEXT =
      """
      {
        "name": "small",
        "sha256": "SHA",
        "data-files": {"small.onnx.data": "SHA"},
        "licence": "MIT",
        "input": "pixels",
        "width": 4,
        "height": 3,
        "resize": "short-edge",
        "short-edge": 5,
        "filter": "bilinear",
        "antialias": true,
        "rounded": true,
        "channels": "rgb",
        "range": [0, 1],
        "mean": [0.5, 0.25, 0.125],
        "std": [1, 2, 4],
        "layout": "nchw",
        "output": "embedding",
        "dimensions": 2,
        "normalise": false,
        "floor": 0.5,
        "calibration": {
          "preprocessing": "%s",
          "data": "held out",
          "pictures": 100,
          "similarity": 0.75,
          "false-positives": 0.03,
          "confidence": 0.95
        }
      }
      """
          .replace("SHA", "0123456789abcdef".repeat(4));

  static final String PREPROCESSING =
      "4x3 short-edge 5 bilinear antialiased rounded, rgb [0.0, 1.0] mean [0.5, 0.25, 0.125] std"
          + " [1.0, 2.0, 4.0], nchw, 'embedding' of 2";

  private Contracts() {}

  static ObjectNode tree() {
    try {
      return (ObjectNode) Json.mapper().readTree(TEXT.formatted(PREPROCESSING));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A contract without calibration, data files and floor. */
  static ObjectNode plain() {
    ObjectNode tree = tree();
    tree.remove(List.of("calibration", "data-files", "floor"));
    return tree;
  }

  static PreprocessingContract read(Path folder, ObjectNode tree) {
    Path file = folder.resolve("contract.json");
    try {
      Files.write(file, Json.mapper().writeValueAsBytes(tree));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return PreprocessingContract.read(file);
  }
}
