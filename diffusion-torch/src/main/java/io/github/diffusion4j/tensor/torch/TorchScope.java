package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A scope of one thread: the tensors made in it. */
final class TorchScope implements Scope {
  private final TorchEngine engine;
  private final Set<TorchTensor> tensors = new HashSet<>();
  private final List<TorchTensor> checkpoints = new ArrayList<>();
  private boolean closed;

  /** The thread that opened it. */
  final Thread owner = Thread.currentThread();

  /** The enclosing scope; null for an outermost one. */
  final TorchScope outer;

  /** Whether operations on parameters go on the tape. */
  final boolean recording;

  /** The second run of a block that this scope is part of, or null. */
  final Replay replay;

  /** Parameters in the precision of products. */
  final RoundedParameters rounded = new RoundedParameters();

  TorchScope(TorchEngine engine, TorchScope outer, boolean recording, Replay replay) {
    this.engine = engine;
    this.outer = outer;
    this.recording = recording;
    this.replay = replay;
  }

  void own(TorchTensor tensor) {
    tensors.add(tensor);
  }

  /** Remembers a tensor that comes from a block to be run again. */
  void addCheckpoint(TorchTensor result) {
    checkpoints.add(result);
  }

  /** Returns the results of such blocks, here and in the enclosing scopes, the latest first. */
  List<TorchTensor> checkpoints() {
    List<TorchTensor> latestFirst = new ArrayList<>();
    for (TorchScope scope = this; scope != null; scope = scope.outer) {
      for (int i = scope.checkpoints.size() - 1; i >= 0; i--) {
        TorchTensor result = scope.checkpoints.get(i);
        if (result.block != null) {
          latestFirst.add(result);
        }
      }
    }
    latestFirst.sort((a, b) -> Long.compare(b.number, a.number));
    return latestFirst;
  }

  @Override
  public Tensor keep(Tensor tensor) {
    TorchTensor kept = engine.mine(tensor);
    kept.forget();
    if (tensors.remove(kept)) {
      engine.ownIn(outer, kept);
    }
    return kept;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    engine.leave(this);
    closed = true;
    tensors.forEach(TorchTensor::die);
    tensors.clear();
    checkpoints.clear();
    rounded.close();
  }
}
