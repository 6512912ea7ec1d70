package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that decoders run on, so that their callers need not wait for them forever: no decoder
 * can be stopped from outside, but any can be left alone. One that is given up is interrupted, and
 * ends when it next asks for a byte ({@link FileInput}); one that never asks keeps its thread, a
 * daemon, which nobody waits for.
 */
final class DecoderThreads {
  /** As many as there are callers at once; without work for ten seconds a thread ends. */
  private static final ExecutorService POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(null, work, "diffusion-decoder");
            thread.setDaemon(true);
            return thread;
          });

  private DecoderThreads() {}

  /**
   * Runs a decoder within the time limit of its source.
   *
   * @throws UnreadableImageException if the decoder throws it, or takes too long
   * @throws CancellationException if the calling thread is interrupted, as it then still is
   */
  static <T> T call(ImageSource source, Callable<T> decoder) throws UnreadableImageException {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(source);
    }
    Future<T> decoded = POOL.submit(decoder);
    try {
      return decoded.get(source.options().timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      decoded.cancel(true);
      throw source.refuse(
          Kind.TOO_SLOW,
          "decoding it takes longer than the limit of "
              + source.options().timeLimit().toMillis() / 1000.0
              + " s");
    } catch (InterruptedException stop) {
      decoded.cancel(true);
      Thread.currentThread().interrupt();
      throw interrupted(source);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnreadableImageException refused) {
        throw refused;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  private static CancellationException interrupted(ImageSource source) {
    return new CancellationException(source.name() + ": the thread was interrupted");
  }
}
