package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.tensor.EngineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a trained model depends on, kept beside it as {@code fingerprint.json}.
 *
 * @param toolkit version of this toolkit
 * @param engine name and version of the engine, which decides rounding only
 * @param precision of its arithmetic, the same; files from before there was a choice have none,
 *     which means {@code float32}
 * @param recipe what the model was trained with: path to value, without what cannot change a model
 * @param recipeDigest SHA-256 of that
 * @param data every file of the data set with size and SHA-256
 * @param files SHA-256 of the model's files by name; empty until training has finished
 */
public record Fingerprint(
    String toolkit,
    String engine,
    String precision,
    Map<String, String> recipe,
    String recipeDigest,
    DataManifest data,
    Map<String, String> files) {
  /** The file's name in the model's folder. */
  public static final String FILE = "fingerprint.json";

  /** Checks that nothing is missing. */
  public Fingerprint {
    Objects.requireNonNull(toolkit, "toolkit");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(recipeDigest, "recipeDigest");
    Objects.requireNonNull(data, "data");
    precision = precision == null ? EngineSpec.Precision.FLOAT32.key() : precision;
    recipe = Map.copyOf(recipe);
    files = Map.copyOf(files);
  }

  /** Returns the fingerprint of a training run that has not finished. */
  public static Fingerprint of(String toolkit, String engine, Recipe recipe, DataManifest data) {
    ObjectNode tree = recipe.toTree();
    // Where the data and its cache lie, what is drawn later and has to meet, and how often the
    // state is saved change no weight, and what computes changes weights by rounding only.
    tree.remove("sampling");
    tree.remove("evaluation");
    tree.remove("engine");
    ((ObjectNode) tree.get("data")).remove(List.of("path", "cache"));
    ((ObjectNode) tree.get("cascade")).remove(List.of("sampling-noise", "truncated"));
    ((ObjectNode) tree.get("training")).remove("checkpoint-every");
    ((ObjectNode) tree.get("training")).remove("keep-checkpoints");
    if (recipe.training().augmentation().changesNothing()) {
      // Models from before it could be on are the same.
      ((ObjectNode) tree.get("training")).remove("augmentation");
    }
    Map<String, String> flat = RecordTree.flat(tree);
    String precision = recipe.engine().precision().key();
    return new Fingerprint(toolkit, engine, precision, flat, digest(flat), data, Map.of());
  }

  /** Returns whether the run it belongs to came to its end. */
  public boolean finished() {
    return !files.isEmpty();
  }

  /**
   * Returns this fingerprint as that of a finished model.
   *
   * @param folder of the model
   * @param names of its files that must stay as they are
   * @throws io.github.diffusion4j.store.StoreException if one cannot be read
   */
  public Fingerprint finished(Path folder, Iterable<String> names) {
    Map<String, String> digests = new TreeMap<>();
    names.forEach(name -> digests.put(name, Digests.sha256(folder.resolve(name))));
    return new Fingerprint(toolkit, engine, precision, recipe, recipeDigest, data, digests);
  }

  /**
   * Writes it beside the model.
   *
   * @throws io.github.diffusion4j.store.StoreException if it cannot be written
   */
  public void write(Path folder) {
    AtomicFiles.write(folder.resolve(FILE), json(this));
  }

  /** Reads the one beside a model; empty if there is none, or none that can be read. */
  public static Optional<Fingerprint> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Json.mapper().readValue(file.toFile(), Fingerprint.class));
    } catch (IOException | RuntimeException unreadable) {
      // Whatever is in it, it proves nothing: the same as if it were not there.
      return Optional.empty();
    }
  }

  private static String digest(Map<String, String> recipe) {
    return Digests.sha256(json(new TreeMap<>(recipe)));
  }

  private static byte[] json(Object value) {
    try {
      return Json.mapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(value)
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
