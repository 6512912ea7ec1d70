package io.github.diffusion4j.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code model.json} as it was read: what kind of model it speaks of is not known yet.
 *
 * @param path of the file
 * @param tree its content
 */
record ManifestFile(Path path, JsonNode tree) {
  private static final long MAX_BYTES = 1 << 20;

  /**
   * Reads the one in a model's folder.
   *
   * @throws ModelException if it is missing or no JSON
   */
  static ManifestFile read(Path folder) {
    Path file = folder.resolve(ModelManifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "There is no model in "
              + folder.toAbsolutePath()
              + ": "
              + ModelManifest.FILE
              + " is missing. Train one into it first, or name another folder.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw foreign(file, "it is larger than a manifest can be", null);
      }
      return new ManifestFile(file, Json.mapper().readTree(file.toFile()));
    } catch (JsonProcessingException notOurs) {
      throw foreign(file, notOurs.getOriginalMessage(), notOurs);
    } catch (IOException unreadable) {
      throw foreign(file, unreadable.getMessage(), unreadable);
    }
  }

  /** Writes one into a model's folder. */
  static void write(Path folder, Record manifest) {
    try {
      String json =
          Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
      AtomicFiles.write(folder.resolve(ModelManifest.FILE), json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns its content as what it should be.
   *
   * @throws ModelException if it is something else
   */
  <T> T as(Class<T> type) {
    if (!tree.isObject()) {
      throw foreign(path, tree.isMissingNode() ? "it is empty" : "it is no object", null);
    }
    try {
      return Json.mapper().treeToValue(tree, type);
    } catch (JsonProcessingException notOurs) {
      throw foreign(path, notOurs.getOriginalMessage(), notOurs);
    }
  }

  private static ModelException foreign(Path file, String why, Exception cause) {
    return new ModelException(
        file.toAbsolutePath()
            + " is not the manifest of a model of this toolkit: "
            + why
            + ". Train the model again, or name another folder.",
        cause);
  }
}
