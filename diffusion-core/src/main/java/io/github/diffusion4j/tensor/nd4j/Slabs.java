package io.github.diffusion4j.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Runs a Java loop over many independent pieces of an array on all cores.
 *
 * <p>Used where one pass of Java over a piece that fits the cache beats several passes of ND4J over
 * the whole. What each piece computes does not depend on how the pieces are spread over threads, so
 * results are the same on any number of cores.
 */
final class Slabs {
  /** Below this many elements one thread is faster than waking others. */
  private static final int WORTH_SHARING = 1 << 15;

  /** A part of the pieces: from (inclusive) to (exclusive). */
  interface Range {
    void run(int from, int to);
  }

  private final ForkJoinPool pool;
  private final int threads;

  Slabs(int threads) {
    this.threads = threads;
    this.pool = threads > 1 ? new ForkJoinPool(threads - 1) : null;
  }

  /**
   * Runs {@code work} over all pieces and returns when all are done.
   *
   * @param pieces how many there are
   * @param elements in all pieces together: decides whether threads are worth it
   */
  void each(int pieces, long elements, Range work) {
    int shares = elements < WORTH_SHARING ? 1 : Math.min(threads, pieces);
    if (shares <= 1) {
      work.run(0, pieces);
      return;
    }
    List<ForkJoinTask<?>> others = new ArrayList<>(shares - 1);
    for (int i = 1; i < shares; i++) {
      int from = (int) ((long) pieces * i / shares);
      int to = (int) ((long) pieces * (i + 1) / shares);
      others.add(pool.submit(() -> work.run(from, to)));
    }
    work.run(0, pieces / shares);
    others.forEach(ForkJoinTask::join);
  }

  void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
