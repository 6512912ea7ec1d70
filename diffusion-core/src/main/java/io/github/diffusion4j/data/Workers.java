package io.github.diffusion4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A few threads that share out indices among them. */
final class Workers {
  /** More would only need more memory: each holds a whole decoded picture. */
  private static final int MOST = 4;

  private Workers() {}

  /**
   * Runs the task for 0 to {@code count - 1} in no certain order; the first failure stops all.
   *
   * @throws DataException if the thread is interrupted meanwhile
   */
  static void forEach(int count, IntConsumer task) {
    int threads = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "diffusion-data");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  for (int index = next.getAndIncrement();
                      index < count && !Thread.currentThread().isInterrupted();
                      index = next.getAndIncrement()) {
                    task.accept(index);
                  }
                }));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
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
      throw new DataException("Reading the data was interrupted.", stop);
    } finally {
      next.set(count);
      pool.shutdownNow();
    }
  }
}
