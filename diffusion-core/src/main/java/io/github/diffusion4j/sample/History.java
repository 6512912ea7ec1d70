package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;

/**
 * The newest few tensors of a run, kept from one step to the next in memory taken once. What it
 * returns is overwritten when as many newer ones have come.
 */
final class History {
  private final Engine engine;
  private final Tensor[] ring;
  private int newest;
  private int size;

  /** Takes memory for that many tensors like the task's state, in the scope that is open. */
  History(SamplingTask task, int capacity) {
    Tensor like = task.start();
    engine = like.engine();
    ring = new Tensor[capacity];
    for (int i = 0; i < capacity; i++) {
      ring[i] = engine.full(0, like.shape(), like.type());
    }
  }

  /** Copies a tensor in; the oldest goes if there is no room. */
  void push(Tensor tensor) {
    newest = (newest + 1) % ring.length;
    engine.assign(ring[newest], tensor);
    size = Math.min(size + 1, ring.length);
  }

  /** Returns the one that was pushed so many before the newest. */
  Tensor get(int before) {
    if (before < 0 || before >= size) {
      throw new IndexOutOfBoundsException(before + " of " + size);
    }
    return ring[Math.floorMod(newest - before, ring.length)];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
