package io.github.diffusion4j.tensor.nd4j;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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

  /** A sleeping thread takes 0.1 ms to wake; with several shares each nobody waits for it. */
  private static final int SHARES_A_THREAD = 4;

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
    if (pool == null || elements < WORTH_SHARING || pieces < 2) {
      work.run(0, pieces);
      return;
    }
    Job job = new Job(pieces, Math.min(SHARES_A_THREAD * threads, pieces), work);
    for (int i = 1; i < threads; i++) {
      pool.execute(job);
    }
    job.run();
    job.await();
  }

  void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** Work in shares that whichever thread is free takes next. */
  private static final class Job implements Runnable {
    private final int pieces;
    private final int shares;
    private final Range work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Job(int pieces, int shares, Range work) {
      this.pieces = pieces;
      this.shares = shares;
      this.work = work;
    }

    @Override
    public void run() {
      for (int i = taken.getAndIncrement(); i < shares; i = taken.getAndIncrement()) {
        try {
          work.run(start(i), start(i + 1));
        } catch (RuntimeException | Error thrown) {
          failure.compareAndSet(null, thrown);
        } finally {
          done.incrementAndGet();
        }
      }
    }

    private int start(int share) {
      return (int) ((long) pieces * share / shares);
    }

    /** Waits for what other threads have in hand, a fraction of a share, and rethrows. */
    void await() {
      while (done.get() < shares) {
        Thread.onSpinWait();
      }
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    }
  }
}
