package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Whole training steps: forward, loss, backward, clipped norm, AdamW, averaged weights. */
final class TrainingStep implements Contender {
  private final Engine engine;
  private final Model model;
  private final List<Tensor> weights;
  private final List<Tensor> means;
  private final List<Tensor> variances;
  private final List<Tensor> averages;
  private long steps;
  private double loss;

  TrainingStep(Engine engine, Model model) {
    this.engine = engine;
    this.model = model;
    weights = model.weights();
    means = zeros();
    variances = zeros();
    averages = zeros();
  }

  private List<Tensor> zeros() {
    return weights.stream().map(weight -> engine.zeros(weight.shape())).toList();
  }

  @Override
  public long parameters() {
    return weights.stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  @Override
  public void repeat() {
    try (Scope scope = engine.scope()) {
      Tensor x = model.input();
      Tensor error = model.forward(x).subtract(x).square().mean();
      loss = error.item();
      List<Tensor> gradients = engine.gradients(error, weights);
      double norm = Math.sqrt(gradients.stream().mapToDouble(engine::sumOfSquares).sum());
      steps++;
      Engine.AdamWStep adam =
          new Engine.AdamWStep(1e-4, 0.9, 0.999, 1e-8, 0, Math.min(1, 1 / norm), steps);
      for (int i = 0; i < weights.size(); i++) {
        engine.adamW(weights.get(i), gradients.get(i), means.get(i), variances.get(i), adam);
        engine.lerp(averages.get(i), weights.get(i), 1e-3);
      }
    }
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("loss", loss);
  }

  @Override
  public void close() {}
}
