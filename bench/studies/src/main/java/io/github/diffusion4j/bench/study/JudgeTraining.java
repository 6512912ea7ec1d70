package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Teaches a judge: cross-entropy on clean pictures, drawn with replacement; AdamW whose rate rises
 * for a tenth of the steps and falls as a cosine.
 *
 * @param steps how many
 * @param batch pictures a step
 * @param rate the highest learning rate
 * @param seed of the order of the pictures
 */
record JudgeTraining(int steps, int batch, double rate, long seed) {
  private static final double DECAY = 0.01;

  void teach(Engine engine, Classifier network, Part data, Progress progress) {
    List<Tensor> weights = List.copyOf(network.parameters().byName().values());
    List<Tensor> means = weights.stream().map(weight -> engine.zeros(weight.shape())).toList();
    List<Tensor> squares = weights.stream().map(weight -> engine.zeros(weight.shape())).toList();
    for (int step = 1; step <= steps; step++) {
      int[] chosen = chosen(step, data.size());
      try (Scope scope = engine.scope()) {
        Tensor loss = loss(engine, network, data, step, chosen);
        List<Tensor> gradients = engine.gradients(loss, weights);
        double norm = Math.sqrt(gradients.stream().mapToDouble(engine::sumOfSquares).sum());
        Engine.AdamWStep adam =
            new Engine.AdamWStep(rate(step), 0.9, 0.999, 1e-8, DECAY, Math.min(1, 1 / norm), step);
        for (int i = 0; i < weights.size(); i++) {
          engine.adamW(weights.get(i), gradients.get(i), means.get(i), squares.get(i), adam);
        }
        progress.step("judge, loss %.3f".formatted(loss.item()), step, steps);
      }
    }
  }

  private Tensor loss(Engine engine, Classifier network, Part data, int step, int[] chosen) {
    Tensor x = Pictures.tensor(engine, IntStream.of(chosen).mapToObj(data::image).toList());
    return network
        .training(RandomStream.of(seed, "judge-dropout", step).nextLong(), false)
        .forward(x, NetworkJudge.clean(x))
        .crossEntropy(Indices.of(IntStream.of(chosen).map(data::label).toArray()))
        .mean();
  }

  private int[] chosen(int step, int size) {
    RandomStream stream = RandomStream.of(seed, "judge", step);
    return IntStream.range(0, batch).map(i -> stream.nextInt(size)).toArray();
  }

  private double rate(int step) {
    double rise = Math.min(1, 10.0 * step / steps);
    return rate * rise * 0.5 * (1 + Math.cos(Math.PI * step / steps));
  }
}
