package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The engine's native memory: buffers that were given back wait for the next request of their
 * length, and are freed for good when no round asked for them in a while.
 *
 * <p>Thread-safe.
 */
final class Memory {
  /** A buffer unused for this many outermost scopes is freed. */
  private static final int ROUNDS_KEPT = 8;

  private record Size(DataType type, int length) {}

  private final Map<Size, Deque<Storage>> free = new HashMap<>();
  private long round;
  private long bytes;

  /** Hands out an array of undefined content. */
  synchronized Value allocate(DataType type, Shape shape) {
    Deque<Storage> waiting = free.get(new Size(type, shape.size()));
    Storage storage = waiting == null ? null : waiting.pollLast();
    if (storage == null) {
      storage = fresh(type, shape.size());
    }
    return new Value(storage, shape);
  }

  /** Takes a buffer back. */
  synchronized void release(Storage storage) {
    storage.lastUsed = round;
    free.computeIfAbsent(new Size(storage.type, storage.length), size -> new ArrayDeque<>())
        .addLast(storage);
  }

  /** Counts an outermost scope and frees what waited too long. */
  synchronized void nextRound() {
    round++;
    for (Iterator<Deque<Storage>> lengths = free.values().iterator(); lengths.hasNext(); ) {
      Deque<Storage> waiting = lengths.next();
      while (!waiting.isEmpty() && round - waiting.peekFirst().lastUsed > ROUNDS_KEPT) {
        discard(waiting.pollFirst());
      }
      if (waiting.isEmpty()) {
        lengths.remove();
      }
    }
  }

  synchronized void freeAll() {
    free.values().forEach(waiting -> waiting.forEach(this::discard));
    free.clear();
  }

  synchronized long bytes() {
    return bytes;
  }

  private Storage fresh(DataType type, int length) {
    Storage storage;
    try {
      storage = new Storage(type, length);
    } catch (OutOfMemoryError full) {
      freeAll();
      storage = new Storage(type, length);
    }
    bytes += storage.byteCount();
    return storage;
  }

  private void discard(Storage storage) {
    bytes -= storage.byteCount();
    storage.free();
  }
}
