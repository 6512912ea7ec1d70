package io.github.diffusion4j.train;

import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that changes while a classifier is trained, kept in one file. */
final class ClassifierState {
  /** How much of the mean loss each new one makes up. */
  private static final double NEWEST = 0.02;

  private final Engine engine;
  private final Map<String, Tensor> weights;
  private final Map<String, Tensor> means = new LinkedHashMap<>();
  private final Map<String, Tensor> variances = new LinkedHashMap<>();

  /** Steps taken. */
  long step;

  /** Mean of the losses, the newest counting most. */
  double loss;

  ClassifierState(Engine engine, Classifier network) {
    this.engine = engine;
    weights = network.parameters().byName();
    weights.forEach(
        (name, tensor) -> {
          means.put(name, engine.zeros(tensor.shape()));
          variances.put(name, engine.zeros(tensor.shape()));
        });
  }

  List<Tensor> weights() {
    return List.copyOf(weights.values());
  }

  /** Changes the weights by one step of AdamW. */
  void update(ClassifierTrainingSpec spec, double newLoss, List<Tensor> gradients) {
    step++;
    loss = step == 1 ? newLoss : loss + NEWEST * (newLoss - loss);
    Engine.AdamWStep adam =
        new Engine.AdamWStep(
            spec.learningRateAt(step), 0.9, 0.999, 1e-8, spec.weightDecay(), 1, step);
    int i = 0;
    for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
      String name = weight.getKey();
      engine.adamW(
          weight.getValue(), gradients.get(i++), means.get(name), variances.get(name), adam);
    }
  }

  /**
   * Saves it.
   *
   * @param run what tells this run from any other
   */
  void save(Path file, String run) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(weights, "raw/", entries);
    Weights.export(means, "mean/", entries);
    Weights.export(variances, "variance/", entries);
    Safetensors.write(
        file,
        entries,
        Map.of("run", run, "step", String.valueOf(step), "loss", String.valueOf(loss)));
  }

  /** Brings it back, if the file is whole and of this run; returns whether it is. */
  boolean restore(Path file, String run, TrainingObserver observer) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      Safetensors.Contents contents = Safetensors.read(file);
      Map<String, String> numbers = contents.metadata();
      if (!run.equals(numbers.get("run"))) {
        observer.onNote("Starting anew: " + file + " is of a run with other numbers or other data");
        return false;
      }
      long savedStep = Long.parseLong(String.valueOf(numbers.get("step")));
      double savedLoss = Double.parseDouble(String.valueOf(numbers.get("loss")));
      Map<String, Safetensors.Entry> entries = contents.tensors();
      Weights.restore(engine, entries, "mean/", means, file.toString());
      Weights.restore(engine, entries, "variance/", variances, file.toString());
      Weights.restore(engine, entries, "raw/", weights, file.toString());
      step = savedStep;
      loss = savedLoss;
      return true;
    } catch (StoreException | ModelException | NumberFormatException damaged) {
      observer.onNote("Passing over a checkpoint: " + damaged.getMessage());
      return false;
    }
  }
}
