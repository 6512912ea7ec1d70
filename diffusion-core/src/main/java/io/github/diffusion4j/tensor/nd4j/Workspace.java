package io.github.diffusion4j.tensor.nd4j;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory that one computation after another uses and none keeps anything in; as large as the
 * largest asked for. Not thread-safe.
 */
final class Workspace {
  /** Cache lines and vector registers are this long. */
  private static final long ALIGNMENT = 64;

  private BytePointer block = new BytePointer();
  private long capacity;

  /** Returns so many bytes rounded up to where the next array may start. */
  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Returns where so many bytes start; what was there before is gone. */
  Pointer of(long bytes) {
    if (bytes > capacity) {
      block.close();
      capacity = 0;
      block = new BytePointer(bytes + ALIGNMENT);
      capacity = bytes;
    }
    long address = block.address();
    return new BytePointer(block).position(aligned(address) - address);
  }
}
