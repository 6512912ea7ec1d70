package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;

/** A scope of one thread: the tensors made in it and the buffers they sit in. */
final class Nd4jScope implements Scope {
  private final Nd4jEngine engine;
  private final Set<Nd4jTensor> tensors = new HashSet<>();
  private final Set<Storage> storages = new HashSet<>();
  private boolean closed;

  /** The thread that opened it. */
  final Thread owner = Thread.currentThread();

  /** The enclosing scope; null for an outermost one. */
  final Nd4jScope outer;

  /** Whether operations on parameters go on the tape. */
  final boolean recording;

  Nd4jScope(Nd4jEngine engine, Nd4jScope outer, boolean recording) {
    this.engine = engine;
    this.outer = outer;
    this.recording = recording;
  }

  void own(Storage storage) {
    storages.add(storage);
  }

  void own(Nd4jTensor tensor) {
    tensors.add(tensor);
  }

  /** Gives a buffer back before the scope ends, if it is this scope's. */
  void releaseEarly(Storage storage) {
    if (storages.remove(storage)) {
      engine.memory().release(storage);
    }
  }

  /** Hands a buffer of this scope to the enclosing one. */
  void keep(Storage storage) {
    if (storages.remove(storage)) {
      engine.ownIn(outer, storage);
    }
  }

  @Override
  public Tensor keep(Tensor tensor) {
    Nd4jTensor kept = engine.mine(tensor);
    Storage storage = kept.value().storage;
    kept.made = null;
    // The two part ways when the tensor is a view: its buffer may be an outer scope's already.
    if (tensors.remove(kept)) {
      engine.ownIn(outer, kept);
    }
    keep(storage);
    return kept;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    engine.leave(this);
    closed = true;
    tensors.forEach(Nd4jTensor::die);
    storages.forEach(engine.memory()::release);
    tensors.clear();
    storages.clear();
    if (outer == null) {
      engine.memory().nextRound();
    }
  }
}
