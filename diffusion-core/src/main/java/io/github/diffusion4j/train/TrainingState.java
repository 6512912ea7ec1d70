package io.github.diffusion4j.train;

import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that changes while training: weights, their moving average, the optimiser's moments
 * and the counters. Random streams and data order are functions of the step.
 */
final class TrainingState {
  private final Engine engine;

  /** The network that learns. */
  final UNet network;

  /** The network whose weights are the moving average of the other's. */
  final UNet average;

  /** First moments of the gradients, by weight. */
  final Map<String, Tensor> means = new LinkedHashMap<>();

  /** Second moments of the gradients, by weight. */
  final Map<String, Tensor> variances = new LinkedHashMap<>();

  /** The averages that are stored, too; null if none are. */
  final PowerAverages power;

  /** Chooses noise levels, perhaps by what it has learned. */
  final LevelSampler levels;

  /** Steps taken, skipped ones too. */
  long step;

  /** Steps that changed the weights. */
  long updates;

  /** Steps skipped in a row. */
  int skipped;

  /** Training time so far. */
  double seconds;

  TrainingState(Engine engine, UNet network, UNet average, LevelSampler levels, boolean withPower) {
    this.engine = engine;
    this.levels = levels;
    this.power = withPower ? new PowerAverages(engine, network.parameters().byName()) : null;
    this.network = network;
    this.average = average;
    network
        .parameters()
        .byName()
        .forEach(
            (name, tensor) -> {
              means.put(name, engine.zeros(tensor.shape()));
              variances.put(name, engine.zeros(tensor.shape()));
            });
  }

  List<Tensor> weights() {
    return List.copyOf(network.parameters().byName().values());
  }

  /** Returns every tensor of it, by the name it has in a checkpoint. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    network.parameters().byName().forEach((name, tensor) -> all.put("raw/" + name, tensor));
    average.parameters().byName().forEach((name, tensor) -> all.put("average/" + name, tensor));
    means.forEach((name, tensor) -> all.put("mean/" + name, tensor));
    variances.forEach((name, tensor) -> all.put("variance/" + name, tensor));
    if (power != null) {
      all.putAll(power.tensors());
    }
    return all;
  }

  /** Changes the weights by one step of AdamW, then moves the averages. */
  void update(TrainingSpec spec, List<Tensor> gradients, double learningRate, double scale) {
    updates++;
    Engine.AdamWStep adam =
        new Engine.AdamWStep(learningRate, 0.9, 0.999, 1e-8, spec.weightDecay(), scale, updates);
    double decay = spec.average().decay(spec.emaDecay(), updates, spec.batchSize());
    int i = 0;
    for (Map.Entry<String, Tensor> weight : network.parameters().byName().entrySet()) {
      String name = weight.getKey();
      engine.adamW(
          weight.getValue(), gradients.get(i++), means.get(name), variances.get(name), adam);
      engine.lerp(average.parameters().byName().get(name), weight.getValue(), 1 - decay);
    }
    if (power != null) {
      power.update(updates * spec.batchSize(), spec.batchSize());
    }
  }
}
