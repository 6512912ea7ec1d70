package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Normalising;
import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Operations that bring many elements to a common scale. */
final class NormalisingKernels {
  private NormalisingKernels() {}

  static Tensor run(Normalising op, Call call) {
    if (op instanceof Normalising.Softmax) {
      return torch.softmax(call.exact(0), -1, new ScalarTypeOptional());
    }
    if (op instanceof Normalising.GroupNorm norm) {
      Tensor normed = groupNorm(norm, call);
      return norm.silu() ? torch.silu(normed) : normed;
    }
    long[] last = {call.shape().dim(-1)};
    if (op instanceof Normalising.LayerNorm norm) {
      TensorOptional scale = new TensorOptional(call.exact(1));
      TensorOptional shift = new TensorOptional(call.exact(2));
      return torch.layer_norm(call.in(0), last, scale, shift, norm.epsilon(), false);
    }
    if (op instanceof Normalising.RmsNorm norm) {
      TensorOptional scale = new TensorOptional(call.exact(1));
      return torch.rms_norm(call.exact(0), last, scale, new DoubleOptional(norm.epsilon()));
    }
    throw Kernels.missing(op);
  }

  private static Tensor groupNorm(Normalising.GroupNorm op, Call call) {
    Tensor x = call.in(0);
    MemoryFormat format = x.suggest_memory_format().intern();
    // With the channels of a place side by side, its backward pass takes eight times as long as
    // with whole channels, and the copies there and back.
    boolean detour = format != MemoryFormat.Contiguous && call.recording() && x.requires_grad();
    Tensor plain = detour ? x.contiguous() : x;
    boolean shared = call.shapeOf(1).rank() == 1 && call.shapeOf(2).rank() == 1;
    Tensor normed =
        torch.group_norm(
            plain,
            op.groups(),
            shared ? new TensorOptional(call.exact(1)) : new TensorOptional(),
            shared ? new TensorOptional(call.exact(2)) : new TensorOptional(),
            op.epsilon(),
            false);
    Tensor back = detour ? normed.contiguous(format) : normed;
    return shared
        ? back
        : torch.addcmul(ofChannels(call, 2, back), back, ofChannels(call, 1, back));
  }

  /** Returns a scale or shift for each channel, of all samples or of each, to multiply with. */
  private static Tensor ofChannels(Call call, int operand, Tensor like) {
    long[] lengths = new long[call.shape().rank()];
    Arrays.fill(lengths, 1);
    lengths[0] = call.shapeOf(operand).rank() == 1 ? 1 : call.shape().dim(0);
    lengths[1] = call.shape().dim(1);
    return call.in(operand).to(like.scalar_type()).reshape(lengths);
  }
}
