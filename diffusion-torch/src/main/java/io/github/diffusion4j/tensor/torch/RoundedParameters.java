package io.github.diffusion4j.tensor.torch;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Parameters rounded to BFLOAT16, so that one that is used often is rounded once. The rounding is
 * on the tape like any operation, so gradients come back in FLOAT32.
 */
final class RoundedParameters {
  /** What a parameter was rounded to, and which version of it that was. */
  private record Rounded(Tensor handle, long version) {}

  private final Map<TorchTensor, Rounded> known = new HashMap<>();

  /** Returns the rounded parameter, which lives as long as this; call it within a computation. */
  Tensor of(TorchTensor parameter) {
    Tensor exact = parameter.value();
    Rounded before = known.get(parameter);
    if (before != null && before.version == exact._version()) {
      return before.handle;
    }
    if (before != null) {
      Native.free(before.handle);
    }
    Tensor handle = Native.kept(exact.to(ScalarType.BFloat16));
    known.put(parameter, new Rounded(handle, exact._version()));
    return handle;
  }

  void close() {
    known.values().forEach(each -> Native.free(each.handle));
    known.clear();
  }
}
