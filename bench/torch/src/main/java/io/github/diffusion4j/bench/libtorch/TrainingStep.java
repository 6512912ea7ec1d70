package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.Contender;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Whole training steps: forward, loss, backward, clipped norm, AdamW, averaged weights. */
final class TrainingStep implements Contender {
  private final Model model;
  private final List<Tensor> weights;
  private final List<Tensor> averages;
  private final TensorVector parameters;
  private final AdamW optimiser;
  private final Scalar rate = new Scalar(1e-3);
  private double loss;

  TrainingStep(Model model) {
    this.model = model;
    weights = model.weights();
    averages = weights.stream().map(weight -> weight.detach().clone()).toList();
    parameters = new TensorVector(weights.toArray(Tensor[]::new));
    AdamWOptions options = new AdamWOptions(1e-4);
    options.weight_decay().put(0);
    optimiser = new AdamW(parameters, options);
  }

  @Override
  public long parameters() {
    return weights.stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void repeat() {
    try (PointerScope scope = new PointerScope()) {
      optimiser.zero_grad();
      Tensor error = torch.mse_loss(model.forward(model.input()), model.input());
      error.backward();
      loss = error.item_float();
      torch.clip_grad_norm_(parameters, 1);
      optimiser.step();
      GradMode.set_enabled(false);
      for (int i = 0; i < weights.size(); i++) {
        averages.get(i).lerp_(weights.get(i), rate);
      }
      GradMode.set_enabled(true);
    }
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("loss", loss);
  }

  @Override
  public void close() {}
}
