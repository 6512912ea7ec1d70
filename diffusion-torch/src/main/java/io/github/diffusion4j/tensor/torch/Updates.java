package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Engine.AdamWStep;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What is done to weights off the tape. */
final class Updates {
  private Updates() {}

  /** Returns a copy that gradients can be asked for. */
  static Tensor parameter(Tensor initial, TensorOptions options) {
    Tensor leaf = initial.to(options, false, true, new MemoryFormatOptional()).contiguous();
    leaf.set_requires_grad(true);
    return leaf;
  }

  /** One step of AdamW; the scale of the gradient goes into the numbers that multiply it. */
  static void adamW(Tensor p, Tensor gradient, Tensor mean, Tensor variance, AdamWStep step) {
    // Gradients of convolutions come in another order than their weights are in; to bring them into
    // theirs once is faster than to read all four arrays out of step.
    Tensor g = p.is_contiguous() ? gradient.contiguous() : gradient;
    double scale = step.gradientScale();
    double decay = 1 - step.learningRate() * step.weightDecay();
    // Bias corrections folded into two numbers: p -= rate * m / (sqrt(v) + epsilon).
    double spread = Math.sqrt(1 - Math.pow(step.beta2(), step.iteration()));
    double rate = step.learningRate() * spread / (1 - Math.pow(step.beta1(), step.iteration()));
    mean.mul_(new Scalar(step.beta1())).add_(g, new Scalar((1 - step.beta1()) * scale));
    variance
        .mul_(new Scalar(step.beta2()))
        .addcmul_(g, g, new Scalar((1 - step.beta2()) * scale * scale));
    if (decay != 1) {
      p.mul_(new Scalar(decay));
    }
    Tensor root = variance.sqrt().add_(new Scalar(step.epsilon() * spread));
    p.addcdiv_(mean, root, new Scalar(-rate));
  }

  static double sumOfSquares(Tensor value) {
    // Apple's graphics cards have no doubles.
    Tensor near = value.is_mps() ? value.cpu() : value;
    Tensor exact = near.to(ScalarType.Double, false, true, new MemoryFormatOptional());
    return exact.square_().sum().item_double();
  }
}
