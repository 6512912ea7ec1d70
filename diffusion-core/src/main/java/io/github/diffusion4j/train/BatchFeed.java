package io.github.diffusion4j.train;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has threads prepare the batches of the next steps while the present one is computed, and measures
 * how long the trainer waits for them all the same. What a batch holds depends on its step and part
 * only, so the number of threads changes nothing.
 *
 * <p>Where noise levels depend on earlier losses, levels and noise are put in when a batch is asked
 * for, and count as waiting. For one thread to take from; the others end at {@link #close()}.
 */
final class BatchFeed implements AutoCloseable {
  static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
  private static final int AHEAD_PER_THREAD = 2;
  private static final long CLOSING_MILLIS = 30_000;

  private final Batches batches;
  private final int parts;
  private final ExecutorService pool;
  private final List<Thread> workers = new CopyOnWriteArrayList<>();
  private final Queue<Future<Batches.Prepared>> ahead = new ArrayDeque<>();
  private final long started = System.nanoTime();
  private final long end;
  private long next;
  private long waited;

  /**
   * Begins to prepare.
   *
   * @param parts of each step
   * @param firstStep counted from 1
   * @param lastStep after which there are no more
   */
  BatchFeed(Batches batches, int parts, long firstStep, long lastStep, int threads) {
    this.batches = batches;
    this.parts = parts;
    this.next = (firstStep - 1) * parts;
    this.end = lastStep * parts;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "diffusion-batches");
              thread.setDaemon(true);
              workers.add(thread);
              return thread;
            });
    for (int i = 0; i < AHEAD_PER_THREAD * threads; i++) {
      prepareOne();
    }
  }

  private void prepareOne() {
    if (next < end) {
      long step = next / parts + 1;
      int part = (int) (next % parts);
      ahead.add(pool.submit(() -> batches.prepared(step, part)));
      next++;
    }
  }

  /**
   * Returns the next part: of the first step first, in order.
   *
   * @throws TrainingException if the thread is interrupted
   * @throws RuntimeException that preparing it ended with
   * @throws IllegalStateException if there are no more
   */
  Batches.Batch take() {
    if (ahead.isEmpty()) {
      throw new IllegalStateException("all batches were taken");
    }
    long before = System.nanoTime();
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      Batches.Prepared prepared = ahead.remove().get();
      prepareOne();
      return batches.finished(prepared);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Training stopped: its thread was interrupted.");
    } finally {
      waited += System.nanoTime() - before;
    }
  }

  /** Returns which share of the time since this began the trainer waited, 0 to 1. */
  double waitedShare() {
    return (double) waited / Math.max(1, System.nanoTime() - started);
  }

  /** Ends the threads, and waits until they have ended. */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      for (Thread worker : workers) {
        worker.join(CLOSING_MILLIS);
      }
    } catch (InterruptedException again) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
