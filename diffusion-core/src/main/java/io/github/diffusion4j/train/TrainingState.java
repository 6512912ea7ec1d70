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

  /** Steps taken, skipped ones too. */
  long step;

  /** Steps that changed the weights. */
  long updates;

  /** Steps skipped in a row. */
  int skipped;

  /** Training time so far. */
  double seconds;

  TrainingState(Engine engine, UNet network, UNet average) {
    this.engine = engine;
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

  /** Changes the weights by one step of AdamW, then moves the average. */
  void update(TrainingSpec spec, List<Tensor> gradients, double learningRate, double scale) {
    updates++;
    Engine.AdamWStep adam =
        new Engine.AdamWStep(learningRate, 0.9, 0.999, 1e-8, spec.weightDecay(), scale, updates);
    // Early on the weights move fast, and an average over all of them would lag behind.
    double decay = Math.min(spec.emaDecay(), (1.0 + updates) / (10.0 + updates));
    int i = 0;
    for (Map.Entry<String, Tensor> weight : network.parameters().byName().entrySet()) {
      String name = weight.getKey();
      engine.adamW(
          weight.getValue(), gradients.get(i++), means.get(name), variances.get(name), adam);
      engine.lerp(average.parameters().byName().get(name), weight.getValue(), 1 - decay);
    }
  }
}
