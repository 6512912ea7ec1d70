package io.github.diffusion4j.train;

import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Takes training steps: loss, gradients, clipping, update. */
final class TrainingStepper {
  private final Engine engine;
  private final TrainingState state;
  private final BatchFeed batches;
  private final Objective objective;
  private final TrainingSpec spec;

  /** What came of a step; not finite if it was skipped. */
  record Outcome(double loss, double gradientNorm) {}

  TrainingStepper(
      Engine engine,
      TrainingState state,
      BatchFeed batches,
      Objective objective,
      TrainingSpec spec) {
    this.engine = engine;
    this.state = state;
    this.batches = batches;
    this.objective = objective;
    this.spec = spec;
  }

  /** Takes the next step; leaves the weights alone if loss or gradient is not finite. */
  Outcome take(double learningRate) {
    try (Scope scope = engine.scope()) {
      long step = state.step + 1;
      List<Tensor> total = null;
      double loss = 0;
      double[] sigmas = new double[0];
      double[] losses = new double[0];
      for (int part = 0; part < spec.accumulation(); part++) {
        List<Tensor> gradients;
        try (Scope inner = engine.scope()) {
          Batches.Batch batch = batches.take();
          Tensor each = objective.losses(network(step, part), batch);
          Tensor partLoss =
              each.multiply(engine.tensor(batch.weights(), each.shape(), each.type())).mean();
          loss += partLoss.item() / spec.accumulation();
          sigmas = joined(sigmas, batch.sigmas());
          losses = joined(losses, each.toDoubles());
          gradients =
              engine.gradients(partLoss.multiply(1.0 / spec.accumulation()), state.weights());
          gradients.forEach(inner::keep);
        }
        total = total == null ? gradients : sum(total, gradients);
      }
      double norm = norm(total);
      state.step = step;
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        state.skipped++;
        return new Outcome(loss, norm);
      }
      state.skipped = 0;
      double scale = norm > spec.gradientClip() ? spec.gradientClip() / norm : 1;
      state.update(spec, total, learningRate, scale);
      state.levels.learn(sigmas, losses);
      return new Outcome(loss, norm);
    }
  }

  private Network network(long step, int part) {
    return state.network.training(
        RandomStream.of(spec.seed(), "dropout", step * spec.accumulation() + part).nextLong(),
        spec.gradientCheckpointing());
  }

  private static double[] joined(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  private double norm(List<Tensor> gradients) {
    double sum = 0;
    for (Tensor gradient : gradients) {
      sum += engine.sumOfSquares(gradient);
    }
    return Math.sqrt(sum);
  }

  private static List<Tensor> sum(List<Tensor> a, List<Tensor> b) {
    List<Tensor> result = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      result.add(a.get(i).add(b.get(i)));
    }
    return result;
  }
}
