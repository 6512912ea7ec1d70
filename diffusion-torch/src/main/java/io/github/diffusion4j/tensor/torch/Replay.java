package io.github.diffusion4j.tensor.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The second run of a block: what it takes from outside is cut off from the tape there, so that
 * gradients end at it and can be passed on when all of them are known.
 */
final class Replay implements AutoCloseable {
  private final long since;
  private final Map<TorchTensor, Tensor> ends = new LinkedHashMap<>();

  /**
   * @param since the number of the latest tensor that is outside
   */
  Replay(long since) {
    this.since = since;
  }

  /** Returns what the block computes with in place of a tensor. */
  Tensor inside(TorchTensor tensor) {
    if (tensor.number > since || !tensor.recorded()) {
      return tensor.value();
    }
    return ends.computeIfAbsent(
        tensor,
        outside ->
            Native.one(
                false,
                () -> {
                  Tensor end = outside.value().detach();
                  end.set_requires_grad(true);
                  return end;
                }));
  }

  /** Returns the tensors outside, each with what stood for it. */
  Map<TorchTensor, Tensor> ends() {
    return ends;
  }

  @Override
  public void close() {
    ends.values().forEach(Native::free);
    ends.clear();
  }
}
