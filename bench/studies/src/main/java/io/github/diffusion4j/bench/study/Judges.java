package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Judges in folders: their weights, and what is known of them. */
final class Judges {
  private static final String WEIGHTS = "judge.safetensors";
  private static final String FACTS = "judge.json";

  private Judges() {}

  /**
   * What is known of a judge.
   *
   * @param network its shape
   * @param data that it learned from
   * @param accuracy share of the test pictures that it classifies rightly
   * @param digest SHA-256 of its weights
   */
  record Facts(ClassifierSpec network, String data, double accuracy, String digest) {}

  /** Writes a judge. */
  static Facts store(
      Path folder, Classifier network, ClassifierSpec spec, String data, double accuracy)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Safetensors.Entry> weights = new TreeMap<>();
    Weights.export(network.parameters().byName(), "", weights);
    Safetensors.write(folder.resolve(WEIGHTS), weights, Map.of());
    Facts facts = new Facts(spec, data, accuracy, Digests.sha256(folder.resolve(WEIGHTS)));
    AtomicFiles.write(
        folder.resolve(FACTS),
        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
    return facts;
  }

  /** Tells whether there is a judge in a folder. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FACTS));
  }

  /** Returns what is known of the judge of a folder. */
  static Facts facts(Path folder) {
    if (!isIn(folder)) {
      throw new IllegalArgumentException(
          "there is no judge in " + folder + "; train one with bench/study judge");
    }
    try {
      return Json.mapper().readValue(folder.resolve(FACTS).toFile(), Facts.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Loads the judge of a folder.
   *
   * @throws IllegalArgumentException if there is none, or its weights are not those it was stored
   *     with
   */
  static Judge load(Path folder, Engine engine) {
    Facts facts = facts(folder);
    Path file = folder.resolve(WEIGHTS);
    if (!Digests.sha256(file).equals(facts.digest())) {
      throw new IllegalArgumentException(
          file + " is not the file that " + FACTS + " speaks of; train the judge again");
    }
    Classifier network = new Classifier(engine, facts.network(), DataType.FLOAT32, 0);
    Weights.restore(
        engine,
        Safetensors.read(file).tensors(),
        "",
        network.parameters().byName(),
        file.toString());
    return new NetworkJudge(engine, network, facts.digest());
  }
}
