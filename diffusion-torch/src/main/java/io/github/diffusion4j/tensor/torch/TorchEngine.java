package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineChecks;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import io.github.diffusion4j.tensor.Factorisation;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * An engine on LibTorch: its kernels, and its tape of operations on tensors that require gradients.
 *
 * <p>What is ours is ownership: who frees a tensor and when, and which scope records.
 */
final class TorchEngine implements Engine {
  private final String name;
  private final Hardware hardware;
  private final Precision precision;
  private final ThreadLocal<TorchScope> open = new ThreadLocal<>();
  private final AtomicLong number = new AtomicLong();
  private final LongAdder bytes = new LongAdder();
  private final Set<TorchTensor> tensors = new HashSet<>();

  TorchEngine(String name, Hardware hardware, Precision precision) {
    this.name = name;
    this.hardware = hardware;
    this.precision = precision;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Tensor apply(Op op, List<Tensor> inputs, Shape output) {
    TorchScope scope = open.get();
    boolean recording = scope != null && scope.recording && op.differentiable();
    TorchTensor[] operands = new TorchTensor[inputs.size()];
    org.bytedeco.pytorch.Tensor[] values = new org.bytedeco.pytorch.Tensor[operands.length];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = mine(inputs.get(i));
      boolean again = recording && scope.replay != null;
      values[i] = again ? scope.replay.inside(operands[i]) : operands[i].value();
    }
    Call call = new Call(this, scope, operands, values, output, recording);
    return result(call, Native.one(recording, () -> Kernels.run(op, call)));
  }

  private TorchTensor result(Call call, org.bytedeco.pytorch.Tensor handle) {
    for (int i = 0; i < call.operands().length; i++) {
      if (handle.is_alias_of(call.values()[i])) {
        Storage shared = call.operands()[i].storage().shared();
        return register(new TorchTensor(this, handle, shared, call.shape(), call.type(), false));
      }
    }
    return tensorOf(handle, call.shape(), call.type());
  }

  @Override
  public Tensor tensor(float[] values, Shape shape) {
    EngineChecks.requireCount(values.length, shape);
    return tensorOf(
        Native.one(false, () -> hardware.brought(Values.of(values, shape))),
        shape,
        DataType.FLOAT32);
  }

  @Override
  public Tensor tensor(double[] values, Shape shape, DataType type) {
    EngineChecks.requireCount(values.length, shape);
    if (type == DataType.FLOAT64) {
      return tensorOf(
          Native.one(false, () -> hardware.brought(Values.of(values, shape))), shape, type);
    }
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return tensor(rounded, shape);
  }

  @Override
  public Tensor full(double value, Shape shape, DataType type) {
    return tensorOf(
        Native.one(
            false, () -> torch.full(shape.toLongs(), new Scalar(value), hardware.options(type))),
        shape,
        type);
  }

  @Override
  public Tensor parameter(Tensor initial) {
    TorchTensor source = mine(initial);
    org.bytedeco.pytorch.Tensor value = source.value();
    org.bytedeco.pytorch.Tensor leaf =
        Native.one(false, () -> Updates.parameter(value, hardware.options(source.type())));
    return register(
        new TorchTensor(
            this, leaf, new Storage(bytes, leaf.nbytes()), source.shape(), source.type(), true));
  }

  @Override
  public void assign(Tensor target, Tensor source) {
    EngineChecks.requireAlike("assign", target, source);
    org.bytedeco.pytorch.Tensor from = mine(source).value();
    org.bytedeco.pytorch.Tensor to = mine(target).value();
    Native.run(() -> to.copy_(from));
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    EngineChecks.requireAlike("lerp", target, source);
    org.bytedeco.pytorch.Tensor from = mine(source).value();
    org.bytedeco.pytorch.Tensor to = mine(target).value();
    Native.run(() -> to.lerp_(from, new Scalar(weight)));
  }

  @Override
  public void adamW(
      Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, AdamWStep step) {
    EngineChecks.requireAlike("adamW", parameter, gradient, mean, variance);
    org.bytedeco.pytorch.Tensor p = mine(parameter).value();
    org.bytedeco.pytorch.Tensor g = mine(gradient).value();
    org.bytedeco.pytorch.Tensor m = mine(mean).value();
    org.bytedeco.pytorch.Tensor v = mine(variance).value();
    Native.run(() -> Updates.adamW(p, g, m, v, step));
  }

  @Override
  public double sumOfSquares(Tensor tensor) {
    org.bytedeco.pytorch.Tensor value = mine(tensor).value();
    return Native.run(() -> Updates.sumOfSquares(value));
  }

  @Override
  public Tensor checkpoint(Supplier<Tensor> block) {
    TorchScope around = open.get();
    if (around == null || !around.recording) {
      return block.get();
    }
    TorchTensor result;
    try (TorchScope inner = enter(false, null)) {
      TorchTensor computed = mine(block.get());
      org.bytedeco.pytorch.Tensor value = computed.value();
      org.bytedeco.pytorch.Tensor start = Native.one(false, value::detach);
      start.set_requires_grad(true);
      Storage storage = computed.storage().shared();
      result = new TorchTensor(this, start, storage, computed.shape(), computed.type(), false);
    }
    result.block = block;
    around.addCheckpoint(result);
    return register(result);
  }

  @Override
  public Scope scope() {
    return enter(true, null);
  }

  @Override
  public Scope inference() {
    return enter(false, null);
  }

  @Override
  public List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    TorchTensor root = mine(loss);
    root.value();
    EngineChecks.requireLoss(root, !root.spent && root.recorded());
    List<TorchTensor> leaves = parameters.stream().map(this::mine).toList();
    EngineChecks.requireParameters(leaves, leaf -> leaf.parameter);
    leaves.forEach(TorchTensor::value);
    root.spent = true;
    return Walk.gradients(this, root, leaves);
  }

  @Override
  public List<double[]> factorise(Factorisation kind, double[] matrix, Shape shape) {
    return Native.run(() -> Factors.of(kind, Values.of(matrix, shape), shape));
  }

  @Override
  public long memoryBytes() {
    return bytes.sum();
  }

  @Override
  public synchronized void close() {
    tensors.forEach(TorchTensor::die);
    tensors.clear();
    hardware.close();
  }

  Hardware hardware() {
    return hardware;
  }

  /** Tells whether operands of products are rounded to BFLOAT16. */
  boolean rounds() {
    return precision == Precision.BFLOAT16;
  }

  long nextNumber() {
    return number.incrementAndGet();
  }

  /** Returns the number of the latest tensor. */
  long latestNumber() {
    return number.get();
  }

  /** Returns the innermost scope of this thread, or null. */
  TorchScope scopeOfThread() {
    return open.get();
  }

  /** Wraps a handle as a tensor of the open scope, with memory of its own. */
  TorchTensor tensorOf(org.bytedeco.pytorch.Tensor handle, Shape shape, DataType type) {
    Storage storage = new Storage(bytes, handle.nbytes());
    return register(new TorchTensor(this, handle, storage, shape, type, false));
  }

  private TorchTensor register(TorchTensor tensor) {
    ownIn(open.get(), tensor);
    return tensor;
  }

  /** Checks that a tensor is of this engine. */
  TorchTensor mine(Tensor tensor) {
    EngineChecks.requireOwn(this, tensor);
    return (TorchTensor) tensor;
  }

  void ownIn(TorchScope scope, TorchTensor tensor) {
    if (scope != null) {
      scope.own(tensor);
    } else {
      synchronized (this) {
        tensors.add(tensor);
      }
    }
  }

  /**
   * Opens a scope.
   *
   * @param replay the second run of a block that it is for, or null
   */
  TorchScope enter(boolean recording, Replay replay) {
    TorchScope outer = open.get();
    Replay current = replay == null && outer != null ? outer.replay : replay;
    TorchScope scope = new TorchScope(this, outer, recording, current);
    open.set(scope);
    return scope;
  }

  void leave(TorchScope scope) {
    EngineChecks.requireMayClose(scope.owner, open.get() == scope);
    if (scope.outer == null) {
      open.remove();
    } else {
      open.set(scope.outer);
    }
  }
}
