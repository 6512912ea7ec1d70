package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.EngineChecks;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A tensor of this engine: a handle to one of LibTorch's, which lives until the scope that owns it
 * closes. Gradients are LibTorch's business, but for blocks that run twice.
 */
final class TorchTensor extends Tensor {
  private volatile org.bytedeco.pytorch.Tensor handle;
  private final Storage storage;

  /** Says when it was made: tensors of an engine are numbered one after the other. */
  final long number;

  /** Whether gradients can be asked for it. */
  final boolean parameter;

  /**
   * What to run again for the gradients of a result of which nothing else was kept; null for all
   * others. To LibTorch such a result is where its tape begins.
   */
  Supplier<Tensor> block;

  /** Whether gradients of it were asked for: its tape is used up. */
  boolean spent;

  /**
   * @param handle which it frees in the end
   * @param storage which it releases in the end
   */
  TorchTensor(
      TorchEngine engine,
      org.bytedeco.pytorch.Tensor handle,
      Storage storage,
      Shape shape,
      DataType type,
      boolean parameter) {
    super(engine, shape, type);
    this.handle = handle;
    this.storage = storage;
    this.parameter = parameter;
    number = engine.nextNumber();
  }

  /** Returns the handle, if the scope is still open. */
  org.bytedeco.pytorch.Tensor value() {
    org.bytedeco.pytorch.Tensor value = handle;
    if (value == null) {
      throw EngineChecks.usedAfterScope(this);
    }
    return value;
  }

  Storage storage() {
    return storage;
  }

  /** Tells whether it was computed from what carries gradients, while a scope recorded. */
  boolean recorded() {
    return !parameter && value().requires_grad();
  }

  /** Cuts it off from the tape. */
  void forget() {
    if (parameter) {
      return;
    }
    block = null;
    org.bytedeco.pytorch.Tensor old = value();
    handle = Native.one(false, old::detach);
    Native.free(old);
  }

  void die() {
    org.bytedeco.pytorch.Tensor value = handle;
    handle = null;
    block = null;
    if (value != null) {
      Native.free(value);
      storage.release();
    }
  }

  @Override
  public float[] toFloats() {
    org.bytedeco.pytorch.Tensor value = value();
    return Native.run(() -> Values.floats(value));
  }

  @Override
  public void read(int from, float[] into) {
    Objects.checkFromIndexSize(from, into.length, shape().size());
    org.bytedeco.pytorch.Tensor value = value();
    Native.run(() -> Values.read(value, from, into));
  }

  @Override
  public double[] toDoubles() {
    org.bytedeco.pytorch.Tensor value = value();
    return Native.run(() -> Values.doubles(value));
  }
}
