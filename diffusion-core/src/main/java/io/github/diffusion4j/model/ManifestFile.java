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
 * Those of other networks are read in the same way.
 *
 * @param path of the file
 * @param what it should be of: model, classifier or another network
 * @param tree its content
 */
public record ManifestFile(Path path, String what, JsonNode tree) {
  private static final long MAX_BYTES = 1 << 20;

  /**
   * Reads the one in a model's folder.
   *
   * @throws ModelException if it is missing or no JSON
   */
  static ManifestFile read(Path folder) {
    return read(folder, ModelManifest.FILE, "model");
  }

  /**
   * Reads the one of that name.
   *
   * @throws ModelException if it is missing, longer than 1 MiB or no JSON
   */
  public static ManifestFile read(Path folder, String name, String what) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "There is no "
              + what
              + " in "
              + folder.toAbsolutePath()
              + ": "
              + name
              + " is missing. Train one into it first, or name another folder.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw foreign(file, what, "it is larger than a manifest can be", null);
      }
      return new ManifestFile(file, what, Json.mapper().readTree(file.toFile()));
    } catch (JsonProcessingException notOurs) {
      throw foreign(file, what, notOurs.getOriginalMessage(), notOurs);
    } catch (IOException unreadable) {
      throw foreign(file, what, unreadable.getMessage(), unreadable);
    }
  }

  /** Writes one into a model's folder. */
  static void write(Path folder, Record manifest) {
    write(folder, ModelManifest.FILE, manifest);
  }

  /** Writes one under that name. */
  public static void write(Path folder, String name, Record manifest) {
    try {
      String json =
          Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
      AtomicFiles.write(folder.resolve(name), json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns its content as what it should be.
   *
   * @throws ModelException if it is something else
   */
  public <T> T as(Class<T> type) {
    if (!tree.isObject()) {
      throw foreign(path, what, tree.isMissingNode() ? "it is empty" : "it is no object", null);
    }
    try {
      return Json.mapper().treeToValue(tree, type);
    } catch (JsonProcessingException notOurs) {
      throw foreign(path, what, notOurs.getOriginalMessage(), notOurs);
    }
  }

  private static ModelException foreign(Path file, String what, String why, Exception cause) {
    return new ModelException(
        file.toAbsolutePath()
            + " is not the manifest of a "
            + what
            + " of this toolkit: "
            + why
            + ". Train the "
            + what
            + " again, or name another folder.",
        cause);
  }
}
