package io.github.diffusion4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A folder of pictures that were drawn from a model: each a file, and beside them two more. */
public final class SamplesFolder {
  /** Says how the pictures were drawn and lists every file; so a folder is known to be one. */
  public static final String MANIFEST = "samples.json";

  /** First value in the manifest; that of another program has none or another. */
  public static final String FORMAT = "diffusion4j-samples-1";

  /** A sheet of all pictures, which is none of them. */
  public static final String SHEET = "grid.png";

  private SamplesFolder() {}

  /**
   * Returns the names that the manifest lists, which may be any; nothing if the folder has no
   * manifest of this format.
   */
  public static Optional<List<String>> listed(Path folder) {
    return manifest(folder)
        .map(
            tree ->
                StreamSupport.stream(tree.path("files").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
  }

  /**
   * Returns the digest of the model that drew the pictures, as the manifest has it; nothing if the
   * folder has no manifest of this format.
   */
  public static Optional<String> model(Path folder) {
    return manifest(folder).map(tree -> tree.path("model").asText());
  }

  /** Returns the class that each picture was drawn of, as a manifest has it, where it has one. */
  static List<Description> drawn(byte[] manifest) {
    return ours(manifest)
        .map(
            tree ->
                StreamSupport.stream(tree.path("pictures").spliterator(), false)
                    .filter(picture -> !picture.path("class").asText().isEmpty())
                    .map(
                        picture ->
                            new Description(
                                picture.path("file").asText(),
                                null,
                                picture.path("class").asText()))
                    .filter(picture -> picture.file() != null)
                    .toList())
        .orElse(List.of());
  }

  private static Optional<JsonNode> manifest(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    try {
      return Files.isRegularFile(manifest) ? ours(Files.readAllBytes(manifest)) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> ours(byte[] manifest) {
    try {
      JsonNode tree = Json.mapper().readTree(manifest);
      return Optional.of(tree).filter(any -> any.path("format").asText().equals(FORMAT));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns a folder's pictures without the sheet, if it is a folder of samples that has one. */
  public static Dataset withoutSheet(Path folder, Dataset pictures) {
    Path sheet = folder.resolve(SHEET);
    if (listed(folder).isEmpty() || !Files.isRegularFile(sheet)) {
      return pictures;
    }
    // Data sets know files by their digest.
    String digest = Digests.sha256(sheet);
    return pictures.filter(index -> !pictures.digest(index).equals(digest));
  }
}
