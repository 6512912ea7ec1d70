package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.CopyLoss;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.nn.ResidualNetwork;
import io.github.diffusion4j.nn.ResidualNetworkSpec;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The steps of training a copy-detection network, by AdamW. */
record CopySteps(
    Engine engine,
    CopyNetworkSettings settings,
    Preprocessing preprocessing,
    TrainingProgress progress) {
  private static final double LARGEST_GRADIENT = 1;

  /** How much of the mean loss each new one makes up. */
  private static final double NEWEST = 0.05;

  /**
   * What training ends with.
   *
   * @param loss mean over the last steps
   */
  record Result(ResidualNetwork network, int steps, double loss) {}

  /** Weights and the moments of AdamW. */
  private record Weights(List<Tensor> values, List<Tensor> means, List<Tensor> variances) {
    static Weights of(ResidualNetwork network, Engine engine) {
      List<Tensor> values = List.copyOf(network.parameters().byName().values());
      List<Tensor> means = new ArrayList<>();
      List<Tensor> variances = new ArrayList<>();
      for (Tensor value : values) {
        means.add(engine.zeros(value.shape()));
        variances.add(engine.zeros(value.shape()));
      }
      return new Weights(values, means, variances);
    }
  }

  Result run(Dataset data, int[] pictures) {
    ResidualNetworkSpec spec =
        new ResidualNetworkSpec(
            data.channels(), settings.widths(), settings.blocks(), settings.dimensions());
    ResidualNetwork network = CopyNetwork.network(engine, spec, settings.seed());
    CopyBatches batches = new CopyBatches(data, pictures, preprocessing, settings);
    try (Scope whole = engine.inference()) {
      Weights weights = Weights.of(network, engine);
      long start = System.nanoTime();
      double mean = 0;
      int step = 0;
      double over = 0;
      while (over < 1) {
        step++;
        double loss = take(network, weights, batches.batch(step), step, over);
        mean = step == 1 ? loss : mean + NEWEST * (loss - mean);
        progress.onStep(step, settings.steps(), loss);
        over = over(step, System.nanoTime() - start);
      }
      return new Result(network, step, mean);
    }
  }

  /** Returns the share of training that is over, by steps or by time. */
  private double over(int step, long nanos) {
    double bySteps = (double) step / settings.steps();
    return settings.atMost() == null
        ? bySteps
        : Math.max(bySteps, (double) nanos / settings.atMost().toNanos());
  }

  private double take(
      ResidualNetwork network, Weights weights, CopyBatches.Batch batch, int step, double over) {
    try (Scope scope = engine.scope()) {
      Tensor rows = CopyNetwork.embed(network, preprocessing.tensor(batch.values(), engine));
      CopyLoss parts =
          CopyLoss.of(rows, batch.shown(), settings.temperature(), settings.entropyWeight());
      Tensor loss = parts.infoNce().add(parts.entropy());
      double value = loss.item();
      List<Tensor> gradients =
          Double.isFinite(value) ? engine.gradients(loss, weights.values) : List.of();
      double norm = Math.sqrt(gradients.stream().mapToDouble(engine::sumOfSquares).sum());
      if (!Double.isFinite(value) || !Double.isFinite(norm)) {
        throw new EvaluationException(
            "training of the descriptor stopped at step %d: the loss is %s and its gradient %s long; lower the learning rate (now %s) or raise the temperature (now %s)"
                .formatted(step, value, norm, settings.learningRate(), settings.temperature()));
      }
      Engine.AdamWStep adam =
          new Engine.AdamWStep(
              settings.learningRateAt(over + 1.0 / settings.steps() / 2),
              0.9,
              0.99,
              1e-8,
              settings.weightDecay(),
              Math.min(1, LARGEST_GRADIENT / Math.max(norm, 1e-12)),
              step);
      for (int i = 0; i < gradients.size(); i++) {
        engine.adamW(
            weights.values.get(i),
            gradients.get(i),
            weights.means.get(i),
            weights.variances.get(i),
            adam);
      }
      return value;
    }
  }
}
