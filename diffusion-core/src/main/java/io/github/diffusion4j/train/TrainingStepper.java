package io.github.diffusion4j.train;

import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes training steps: loss, gradients, clipping, update. */
final class TrainingStepper {
  private final Engine engine;
  private final TrainingState state;
  private final Batches batches;
  private final TrainingSpec spec;

  /** What came of a step; not finite if it was skipped. */
  record Outcome(double loss, double gradientNorm) {}

  TrainingStepper(Engine engine, TrainingState state, Batches batches, TrainingSpec spec) {
    this.engine = engine;
    this.state = state;
    this.batches = batches;
    this.spec = spec;
  }

  /** Takes the next step; leaves the weights alone if loss or gradient is not finite. */
  Outcome take(Formulation formulation, double learningRate) {
    try (Scope scope = engine.scope()) {
      long step = state.step + 1;
      List<Tensor> total = null;
      double loss = 0;
      for (int part = 0; part < spec.accumulation(); part++) {
        List<Tensor> gradients;
        try (Scope inner = engine.scope()) {
          Tensor partLoss = loss(batches.of(step, part), step, part, formulation);
          loss += partLoss.item() / spec.accumulation();
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
      return new Outcome(loss, norm);
    }
  }

  /** The weighted squared error of the denoiser, mean over all elements. */
  private Tensor loss(Batches.Batch batch, long step, int part, Formulation formulation) {
    Preconditioning preconditioning = formulation.preconditioning();
    int count = batch.sigmas().length;
    Network network =
        state.network.training(
            RandomStream.of(spec.seed(), "dropout", step * spec.accumulation() + part).nextLong(),
            spec.gradientCheckpointing());
    Shape shape = pictures(count, batch.clean().length);
    NetworkDenoiser denoiser =
        new NetworkDenoiser(network, preconditioning, batch.conditioning(engine, preconditioning));
    Tensor denoised = denoiser.denoise(engine.tensor(batch.noisy(), shape), batch.sigmas());
    double[] weights =
        Arrays.stream(batch.sigmas())
            .map(sigma -> formulation.weight(preconditioning, sigma))
            .toArray();
    Tensor weight = engine.tensor(weights, Shape.of(count, 1, 1, 1), denoised.type());
    return denoised.subtract(engine.tensor(batch.clean(), shape)).square().multiply(weight).mean();
  }

  private Shape pictures(int count, int elements) {
    int size = batches.imageSize();
    return Shape.of(count, elements / (count * size * size), size, size);
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
