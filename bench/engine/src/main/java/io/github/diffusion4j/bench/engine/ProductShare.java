package io.github.diffusion4j.bench.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at what a thread is doing, a thousand times a second, and counts how often it is in a
 * convolution or a product of matrices.
 */
final class ProductShare implements AutoCloseable {
  private static final List<String> PRODUCTS =
      List.of("Convolution", "MatMul", "LinearKernel", "AttentionKernel", "Products", "Gemm");

  private final Thread watched;
  private final Thread watcher;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger products = new AtomicInteger();
  private volatile boolean open = true;

  /** Starts looking at the calling thread. */
  ProductShare() {
    watched = Thread.currentThread();
    watcher = new Thread(this::look, "product-share");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void look() {
    while (open) {
      StackTraceElement[] stack = watched.getStackTrace();
      looks.incrementAndGet();
      for (StackTraceElement frame : stack) {
        String name = frame.getClassName();
        if (PRODUCTS.stream()
            .anyMatch(part -> name.contains(".nd4j." + part) || name.contains("$" + part))) {
          products.incrementAndGet();
          break;
        }
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Returns the share of the time that was spent elsewhere, 0 to 1. */
  double outside() {
    return 1 - (double) products.get() / Math.max(1, looks.get());
  }

  @Override
  public void close() {
    open = false;
    watcher.interrupt();
  }
}
