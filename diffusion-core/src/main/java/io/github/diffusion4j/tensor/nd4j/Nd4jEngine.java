package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineChecks;
import io.github.diffusion4j.tensor.Factorisation;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.RowProducts;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An engine on ND4J: eager operations on a tape, over buffers that are reused from step to step.
 *
 * <p>ND4J runs what it runs natively well (convolutions, matrix products, same-shape arithmetic);
 * where it would need several passes over an array, a Java loop does one ({@link Slabs}). FLOAT64
 * is for references: there such operations are composed from simple ones.
 */
final class Nd4jEngine implements Engine {
  private final String name;
  private final Memory memory = new Memory();
  private final Slabs slabs = new Slabs(Runtime.getRuntime().availableProcessors());
  private final Optional<OneDnn> oneDnn;
  private final Kernels kernels;
  private final Updates updates = new Updates(slabs);
  private final ThreadLocal<Nd4jScope> open = new ThreadLocal<>();
  private final AtomicLong sequence = new AtomicLong();
  private final Set<Nd4jTensor> tensors = new HashSet<>();
  private final Set<Storage> storages = new HashSet<>();

  /**
   * @param oneDnn for convolutions; without it ND4J computes them
   */
  Nd4jEngine(String name, Optional<OneDnn> oneDnn) {
    this.name = name;
    this.oneDnn = oneDnn;
    kernels = new Kernels(oneDnn, slabs, memory);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Tensor apply(Op op, List<Tensor> inputs, Shape output) {
    Nd4jTensor[] operands = inputs.stream().map(this::mine).toArray(Nd4jTensor[]::new);
    DataType type = operands[0].type();
    if (type == DataType.FLOAT64 && output.size() > 0 && Composed.covers(op)) {
      return Composed.apply(op, inputs);
    }
    Value[] values = Arrays.stream(operands).map(Nd4jTensor::value).toArray(Value[]::new);
    Call<Op> call = new Call<>(op, values, output, this::allocate);
    call.output = output.size() == 0 ? allocate(type, output) : forward(call);
    Nd4jTensor result = tensorOf(call.output);
    Nd4jScope scope = open.get();
    if (scope != null && scope.recording && op.differentiable()) {
      call.wanted = new boolean[operands.length];
      boolean any = false;
      for (int i = 0; i < operands.length; i++) {
        call.wanted[i] = operands[i].carriesGradient();
        any |= call.wanted[i];
      }
      if (any) {
        result.made = new Nd4jTensor.Recorded(sequence.incrementAndGet(), call, List.of(operands));
      }
    }
    return result;
  }

  private Value forward(Call<Op> call) {
    Kernel<Op> kernel = kernels.of(call.op);
    Layout[] taken = new Layout[call.inputs.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = kernel.takes(call, i);
    }
    for (int i = 0; i < taken.length; i++) {
      call.inputs[i] = arranged(call.inputs[i], taken[i]);
    }
    return kernel.forward(call);
  }

  @Override
  public Tensor tensor(float[] values, Shape shape) {
    EngineChecks.requireCount(values.length, shape);
    Value value = allocate(DataType.FLOAT32, shape);
    value.floats().put(0, values);
    return tensorOf(value);
  }

  @Override
  public Tensor tensor(double[] values, Shape shape, DataType type) {
    EngineChecks.requireCount(values.length, shape);
    Value value = allocate(type, shape);
    if (type == DataType.FLOAT64) {
      value.storage.doubles().put(0, values);
    } else {
      for (int i = 0; i < values.length; i++) {
        value.floats().put(i, (float) values[i]);
      }
    }
    return tensorOf(value);
  }

  @Override
  public Tensor full(double number, Shape shape, DataType type) {
    Value value = allocate(type, shape);
    value.storage.array().assign(number);
    return tensorOf(value);
  }

  @Override
  public Tensor parameter(Tensor initial) {
    Value source = mine(initial).value();
    Value copy = allocate(source.type(), source.shape);
    copy(source, copy);
    return register(new Nd4jTensor(this, copy, true));
  }

  @Override
  public void assign(Tensor target, Tensor source) {
    EngineChecks.requireAlike("assign", target, source);
    copy(mine(source).value(), mine(target).value());
  }

  @Override
  public void lerp(Tensor target, Tensor source, double weight) {
    EngineChecks.requireAlike("lerp", target, source);
    Value to = mine(target).value();
    inLayout(to.layout, source, from -> updates.lerp(to, from, (float) weight));
  }

  @Override
  public void adamW(
      Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, AdamWStep step) {
    EngineChecks.requireAlike("adamW", parameter, gradient, mean, variance);
    Value weights = mine(parameter).value();
    inLayout(
        weights.layout,
        gradient,
        slope -> updates.adamW(weights, slope, mine(mean).value(), mine(variance).value(), step));
  }

  @Override
  public double sumOfSquares(Tensor tensor) {
    return updates.sumOfSquares(mine(tensor).value());
  }

  @Override
  public Tensor checkpoint(Supplier<Tensor> block) {
    Nd4jScope around = open.get();
    if (around == null || !around.recording) {
      return block.get();
    }
    Value value;
    try (Nd4jScope inner = enter(false)) {
      value = mine(block.get()).value();
      inner.keep(value.storage);
    }
    Nd4jTensor result = tensorOf(value);
    result.made = new Nd4jTensor.Checkpointed(sequence.incrementAndGet(), block);
    return result;
  }

  @Override
  public Scope scope() {
    return enter(true);
  }

  @Override
  public Scope inference() {
    return enter(false);
  }

  @Override
  public List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    Nd4jTensor root = mine(loss);
    root.value();
    EngineChecks.requireLoss(root, root.made != null);
    List<Nd4jTensor> leaves = parameters.stream().map(this::mine).toList();
    EngineChecks.requireParameters(leaves, leaf -> leaf.parameter);
    return new Gradients(this, 0).of(root, leaves);
  }

  @Override
  public List<double[]> factorise(Factorisation kind, double[] matrix, Shape shape) {
    return Lapack.factorise(kind, matrix, shape);
  }

  @Override
  public void rowProducts(Tensor left, Tensor right, RowProducts visitor) {
    new ProductTiles(slabs, memory).show(mine(left).value(), mine(right).value(), visitor);
  }

  @Override
  public long memoryBytes() {
    return memory.bytes();
  }

  @Override
  public synchronized void close() {
    tensors.forEach(Nd4jTensor::die);
    storages.forEach(memory::release);
    tensors.clear();
    storages.clear();
    memory.freeAll();
    slabs.close();
  }

  Memory memory() {
    return memory;
  }

  Kernels kernels() {
    return kernels;
  }

  /** Allocates in the open scope. */
  Value allocate(DataType type, Shape shape) {
    Value value = memory.allocate(type, shape);
    ownIn(open.get(), value.storage);
    return value;
  }

  /** Gives a buffer back that nobody needs any more, before what owns it is closed. */
  void releaseEarly(Storage storage) {
    Nd4jScope scope = open.get();
    if (scope != null) {
      scope.releaseEarly(storage);
      return;
    }
    synchronized (this) {
      if (storages.remove(storage)) {
        memory.release(storage);
      }
    }
  }

  /** Returns the value itself, or a copy of it in another layout. */
  Value arranged(Value value, Layout layout) {
    if (value.layout == layout) {
      return value;
    }
    Value result = allocate(value.type(), value.shape).in(layout);
    copy(value, result);
    return result;
  }

  /** Copies elements between arrays of one shape, whatever their layouts. */
  private void copy(Value from, Value to) {
    if (from.layout == to.layout) {
      Nd4jOps.copy(from, to);
    } else {
      // An array in another layout than the plain one cannot have come about without oneDNN.
      oneDnn.orElseThrow().rearrange(from, to);
    }
  }

  /** Runs something on a tensor's elements in the order of a layout. */
  private void inLayout(Layout layout, Tensor tensor, Consumer<Value> work) {
    Value value = mine(tensor).value();
    Value fitting = arranged(value, layout);
    work.accept(fitting);
    if (fitting != value) {
      releaseEarly(fitting.storage);
    }
  }

  /** Wraps a value as a tensor of the open scope. */
  Nd4jTensor tensorOf(Value value) {
    return register(new Nd4jTensor(this, value, false));
  }

  /** Checks that a tensor is of this engine. */
  Nd4jTensor mine(Tensor tensor) {
    EngineChecks.requireOwn(this, tensor);
    return (Nd4jTensor) tensor;
  }

  void ownIn(Nd4jScope scope, Storage storage) {
    if (scope != null) {
      scope.own(storage);
    } else {
      synchronized (this) {
        storages.add(storage);
      }
    }
  }

  void ownIn(Nd4jScope scope, Nd4jTensor tensor) {
    if (scope != null) {
      scope.own(tensor);
    } else {
      synchronized (this) {
        tensors.add(tensor);
      }
    }
  }

  void leave(Nd4jScope scope) {
    EngineChecks.requireMayClose(scope.owner, open.get() == scope);
    if (scope.outer == null) {
      open.remove();
    } else {
      open.set(scope.outer);
    }
  }

  private Nd4jTensor register(Nd4jTensor tensor) {
    ownIn(open.get(), tensor);
    return tensor;
  }

  Nd4jScope enter(boolean recording) {
    Nd4jScope scope = new Nd4jScope(this, open.get(), recording);
    open.set(scope);
    return scope;
  }
}
