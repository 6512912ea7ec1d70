package io.github.diffusion4j.tensor.torch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Memory that tensors sit in, counted once however many of them share it. */
final class Storage {
  private final LongAdder total;
  private final long bytes;
  private final AtomicInteger tensors = new AtomicInteger(1);

  /**
   * @param total what all tensors of an engine hold; this is added to it
   */
  Storage(LongAdder total, long bytes) {
    this.total = total;
    this.bytes = bytes;
    total.add(bytes);
  }

  /** Counts another tensor in. */
  Storage shared() {
    tensors.incrementAndGet();
    return this;
  }

  /** Counts a tensor out; with the last one the memory is gone. */
  void release() {
    if (tensors.decrementAndGet() == 0) {
      total.add(-bytes);
    }
  }
}
