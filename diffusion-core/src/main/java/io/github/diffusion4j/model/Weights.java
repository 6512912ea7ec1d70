package io.github.diffusion4j.model;

import io.github.diffusion4j.nn.Parameters;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Weights between memory and safetensors: by name, shapes checked, FLOAT32. */
public final class Weights {
  private Weights() {}

  /** Copies tensors into entries whose names get a prefix. */
  public static void export(
      Map<String, Tensor> tensors, String prefix, Map<String, Safetensors.Entry> target) {
    tensors.forEach(
        (name, tensor) ->
            target.put(
                prefix + name, Safetensors.Entry.of(tensor.toFloats(), tensor.shape().toArray())));
  }

  /**
   * Reads a file of weights that a manifest speaks of.
   *
   * @param digest SHA-256 that the manifest has of it
   * @param manifest name of the manifest's file, for the message
   * @throws ModelException if the file is missing or another
   * @throws StoreException if it is corrupt
   */
  public static Safetensors.Contents read(Path file, String digest, String manifest) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toAbsolutePath()
              + " is missing beside "
              + manifest
              + ". Train the model again, or bring the file back.");
    }
    String found = Digests.sha256(file);
    if (!found.equals(digest)) {
      throw new ModelException(
          file.toAbsolutePath()
              + " is not the file that "
              + manifest
              + " speaks of: its SHA-256 is "
              + found
              + ", expected "
              + digest
              + ". It is corrupt, or belongs to another model.");
    }
    return Safetensors.read(file);
  }

  /** Returns how many numbers tensors hold. */
  public static long count(Map<String, Safetensors.Entry> tensors) {
    return tensors.values().stream()
        .mapToLong(entry -> Arrays.stream(entry.shape()).asLongStream().reduce(1, (a, b) -> a * b))
        .sum();
  }

  /**
   * Copies entries into the tensors of a network.
   *
   * @param source of the entries, for the message
   * @throws ModelException if an entry is missing or has another shape or type
   */
  public static void restore(
      Engine engine,
      Map<String, Safetensors.Entry> entries,
      String prefix,
      Map<String, Tensor> tensors,
      String source) {
    tensors.forEach(
        (name, tensor) -> {
          Safetensors.Entry entry = entries.get(prefix + name);
          if (entry == null
              || entry.type() != Safetensors.Type.F32
              || !Arrays.equals(entry.shape(), tensor.shape().toArray())) {
            throw new ModelException(
                source
                    + " does not fit its network: "
                    + prefix
                    + name
                    + (entry == null
                        ? " is missing"
                        : " is "
                            + entry.type()
                            + Arrays.toString(entry.shape())
                            + ", expected F32"
                            + tensor.shape())
                    + ". It is corrupt or belongs to another model.");
          }
          try (Scope scope = engine.inference()) {
            engine.assign(tensor, engine.tensor(entry.floats(), tensor.shape()));
          }
        });
  }

  /**
   * Copies a network's weights into those of another of the same shape.
   *
   * @throws IllegalArgumentException if a name is missing in either
   */
  public static void copy(Engine engine, Parameters from, Parameters to) {
    if (!from.byName().keySet().equals(to.byName().keySet())) {
      throw new IllegalArgumentException("the networks have different weights");
    }
    to.byName().forEach((name, tensor) -> engine.assign(tensor, from.byName().get(name)));
  }
}
